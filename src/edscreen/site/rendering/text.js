// Gives the length of the text that a reader sees now.
() => (document.body ? document.body.innerText.length : 0);
