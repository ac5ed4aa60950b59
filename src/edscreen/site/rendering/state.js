// Gives what changes while a page is still being built: the length of its text; 0 while it is being received.
() => (document.body && document.readyState !== "loading" ? document.body.innerText.length + 1 : 0);
