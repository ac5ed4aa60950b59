// Gives the page as a reader sees it composed, as HTML: what stands in open shadow roots is put in its
// place, slots hold what is slotted into them, and rules that scripts added to style sheets are written out.
// It runs in a world of its own, where the page's scripts cannot have changed what these names mean.
(longest) => {
  const inert = document.implementation.createHTMLDocument("");
  const leaveOut = new Set(["NOSCRIPT", "TEMPLATE"]); // a browser that runs scripts shows neither
  const written = (sheets) =>
    Array.from(sheets, (sheet) => {
      try {
        return Array.from(sheet.cssRules, (rule) => rule.cssText).join("\n");
      } catch {
        return ""; // a sheet of another site keeps its rules to itself
      }
    }).join("\n");
  const parts = (node) => {
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    const slotted = node.localName === "slot" && node.assignedNodes ? node.assignedNodes({ flatten: true }) : [];
    return slotted.length ? slotted : node.childNodes;
  };
  const copy = (node) => {
    const twin = inert.importNode(node, false);
    if (node.localName === "style" && node.sheet && !node.textContent.trim()) twin.textContent = written([node.sheet]);
    return twin;
  };
  const top = copy(document.documentElement);
  // A list in place of recursion: pages may be nested deeper than the stack.
  const open = [[document.documentElement, top]];
  while (open.length) {
    const [node, twin] = open.pop();
    for (const part of parts(node)) {
      if (part.nodeType === Node.TEXT_NODE) twin.append(inert.importNode(part, false));
      if (part.nodeType !== Node.ELEMENT_NODE || leaveOut.has(part.tagName)) continue;
      const made = copy(part);
      twin.append(made);
      open.push([part, made]);
    }
  }
  const adopted = written(document.adoptedStyleSheets);
  if (adopted) top.append(Object.assign(inert.createElement("style"), { textContent: adopted }));
  const html = "<!DOCTYPE html>\n" + top.outerHTML;
  return html.slice(0, longest + 1);
};
