// What Zensical's own script leaves out for readers by keyboard and screen reader.

// The signs for navigation and search on a phone are labels, which no keyboard reaches: buttons take their place.
for (const label of document.querySelectorAll(".md-header label[for=__drawer], .md-header label[for=__search]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.setAttribute("for", label.htmlFor); // by which the style sheet knows where to show it
  button.append(...label.childNodes);
  button.addEventListener("click", () => document.getElementById(label.htmlFor).click());
  label.replaceWith(button);
}

const mend = () => {
  const isDrawer = document.querySelector(".md-header button[for=__drawer]").checkVisibility();
  for (const section of document.querySelectorAll(".md-nav__item--section > label")) {
    section.tabIndex = isDrawer ? 0 : -1; // opens only there; Enter then does what a click does
  }
  for (const buttons of document.querySelectorAll("nav.md-code__nav")) {
    buttons.setAttribute("role", "none");
  }
  for (const frame of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (frame.scrollWidth > frame.clientWidth) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", "Table, wider than the page");
    } else {
      frame.removeAttribute("tabindex");
    }
  }
};

new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
addEventListener("resize", mend);
mend();
