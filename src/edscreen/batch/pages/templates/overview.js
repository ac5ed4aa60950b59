"use strict";
(() => {
const $ = (id) => document.getElementById(id);
const facts = JSON.parse($("facts").textContent);
const { rows, vendors } = JSON.parse($("data").textContent);
const [VENDOR, PRODUCT, ITEM, DOCUMENT, VERDICT, ANSWERS, GRADES, SUBJECTS, STATES, LOW, HIGH, EFFECT, HOLLOW] = Array(13).keys();
const ORDER = "rcnulsewkpa-";
const BEFORE_AND_AFTER = 8;
const filters = ["q", "verdict", "rule", "outcome", "grade", "subject", "state", "sort"];
const number = new Intl.NumberFormat("en-US");
const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

const make = (name, options = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const place = (row) => `vendors/${encodeURIComponent(vendors[row[VENDOR]][1])}#r${row[ITEM]}${row[DOCUMENT] ? `d${row[DOCUMENT]}` : ""}`;
const counted = (amount, noun) => `${number.format(amount)} ${noun}${amount === 1 ? "" : "s"}`;

/* The names in order, and what is searched. */
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
const searched = rows.map((row) => folded(`${row[PRODUCT]} ${vendors[row[VENDOR]][0]}`));
const compareNames = (a, b) => byName.compare(rows[a][PRODUCT], rows[b][PRODUCT])
  || byName.compare(vendors[rows[a][VENDOR]][0], vendors[rows[b][VENDOR]][0]) || rows[a][ITEM] - rows[b][ITEM];
const named = rows.map((_, index) => index).sort(compareNames);
const missingLast = (value) => (value === undefined || value === null ? Infinity : value);
const orders = {
  product: () => 0,
  vendor: (a, b) => byName.compare(vendors[a[VENDOR]][0], vendors[b[VENDOR]][0]),
  row: (a, b) => a[ITEM] - b[ITEM] || a[DOCUMENT] - b[DOCUMENT],
  verdict: (a, b) => a[VERDICT] - b[VERDICT],
  minutes: (a, b) => missingLast(a[HIGH] ?? a[LOW]) - missingLast(b[HIGH] ?? b[LOW]) || 0,
  effect: (a, b) => missingLast(a[EFFECT]) - missingLast(b[EFFECT]) || 0,
};
const answer = (row, question) => row[ANSWERS][question].toLowerCase();
const sortedBy = new Map([["product", named]]);
const inOrder = (key) => {
  if (!sortedBy.has(key)) {
    const question = facts.questions.findIndex(([rule]) => `answer:${rule}` === key);
    const compare = question < 0 ? orders[key] : (a, b) => ORDER.indexOf(answer(a, question)) - ORDER.indexOf(answer(b, question));
    sortedBy.set(key, compare ? [...named].sort((a, b) => compare(rows[a], rows[b])) : named);
  }
  return sortedBy.get(key);
};

/* Filters. */
const fill = (id, first, options) => {
  $(id).append(make("option", { value: "" }, first), ...options.map(([value, text]) => make("option", { value }, text)));
};
const used = new Set(rows.flatMap((row) => [...new Set(row[ANSWERS].toLowerCase())]));
fill("verdict", "every verdict", facts.verdicts.map(([, , words], index) => [String(index), words]).filter(([index]) => rows.some((row) => row[VERDICT] === Number(index))));
fill("rule", "any question", facts.questions.map(([rule, , title]) => [rule, title]));
fill("outcome", "any answer", [...ORDER].filter((code) => used.has(code) && facts.kinds[code]).map((code) => [code, facts.kinds[code][1]])
  .concat(rows.some((row) => row[ANSWERS] !== row[ANSWERS].toLowerCase()) ? [["reply", "with a vendor’s reply"]] : []));
fill("grade", "every grade", facts.grades);
fill("subject", "every subject", facts.subjects);
fill("state", "every state", facts.states);
$("sort").append(...[["", "product"], ["vendor", "vendor"], ["row", "row in the list"], ["verdict", "verdict"],
  ["minutes", "minutes a week"], ["effect", "effect"], ...facts.questions.map(([rule, , title]) => [`answer:${rule}`, `answer: ${title}`])]
  .map(([value, text]) => make("option", { value }, text)));

const matcher = () => {
  const asked = Object.fromEntries(filters.map((id) => [id, $(id).value]));
  const words = folded(asked.q).split(/\s+/).filter(Boolean);
  const question = facts.questions.findIndex(([rule]) => rule === asked.rule);
  const checks = [];
  if (words.length) checks.push((row, index) => words.every((word) => searched[index].includes(word)));
  if (asked.verdict) checks.push((row) => row[VERDICT] === Number(asked.verdict));
  if (asked.outcome === "reply") {
    checks.push(question < 0 ? (row) => row[ANSWERS] !== row[ANSWERS].toLowerCase()
      : (row) => row[ANSWERS][question] !== answer(row, question));
  } else if (asked.outcome) {
    checks.push(question < 0 ? (row) => row[ANSWERS].toLowerCase().includes(asked.outcome) : (row) => answer(row, question) === asked.outcome);
  } else if (question >= 0) checks.push((row) => !"a-".includes(answer(row, question)));
  for (const [id, field] of [["grade", GRADES], ["subject", SUBJECTS], ["state", STATES]]) {
    if (asked[id]) checks.push((row) => ` ${row[field]} `.includes(` ${asked[id]} `));
  }
  return (index) => checks.every((check) => check(rows[index], index));
};

/* The table: only the rows that can be seen are in the page, under their numbers in the whole. */
const box = $("hm"), size = $("size"), table = $("grid"), head = $("head"), body = $("body");
const headings = [["name", "Product", ""], ["verdict", "Verdict", ""], ...facts.questions.map(([, short, title]) => ["answer", short, title]),
  ["figure", "Minutes a week", ""], ["figure", "Effect", "the best of independent studies, in standard deviations; reviews are not counted"]];
table.prepend(make("colgroup", {}, ...headings.map(([kind]) => make("col", { class: kind }))));
head.append(make("tr", { "aria-rowindex": "1" }, ...headings.map(([, short, title]) => {
  const cell = make("th", { scope: "col" }, short);
  if (title) { cell.title = title; cell.append(make("span", { class: "vh" }, `: ${title}`)); }
  return cell;
})));
let shown = named, cursor = [0, 0], rowHeight = 44, drawn = new Map();
const spare = [];

const emptyRow = () => {
  const row = make("tr");
  headings.forEach(([kind], column) => {
    const link = make("a", { tabindex: "-1" }, make("span", { class: "w" }, ""), make("span", { class: "m" }, ""));
    row.append(column ? make("td", { class: kind }, link) : make("th", { scope: "row" }, link));
  });
  return row;
};
const figure = (value) => number.format(Math.round(value * 100) / 100);
const minutes = (row) => {
  const low = row[LOW], high = row[HIGH];
  if (low === null && high === null) return "";
  if (high === null) return `${figure(low)} or more`;
  if (low === null) return `up to ${figure(high)}`;
  return low === high ? figure(low) : `${figure(low)}–${figure(high)}`;
};
const HOLLOWS = ["", "vendor paid", "users only", "paid, users only"];
const signed = (value) => (value > 0 ? `+${value}` : value < 0 ? `−${-value}` : "0");
const put = (cell, href, kind, words, more) => {
  const link = cell.firstChild;
  if (link.className !== kind) link.className = kind;
  link.setAttribute("href", href);
  if (link.firstChild.textContent !== words) link.firstChild.textContent = words;
  if (link.lastChild.textContent !== more) link.lastChild.textContent = more;
};
const fillRow = (element, index) => {
  const row = rows[shown[index]], to = place(row), cells = element.children;
  element.setAttribute("aria-rowindex", index + 2);
  put(cells[0], to, "", row[PRODUCT], vendors[row[VENDOR]][0]);
  const [kind, words] = facts.verdicts[row[VERDICT]];
  put(cells[1], to, kind, words, "");
  facts.questions.forEach(([rule], question) => {
    const code = row[ANSWERS][question], known = facts.kinds[code.toLowerCase()] ?? ["", "not asked"];
    put(cells[question + 2], `${to}-${rule}`, known[0], known[1], code !== code.toLowerCase() ? " ↩" : "");
  });
  const last = facts.questions.length + 2;
  const stated = minutes(row);
  put(cells[last], to, stated ? "" : "none", stated || "not stated", "");
  const effect = row[EFFECT];
  put(cells[last + 1], to, effect === undefined ? "none" : "", effect === undefined ? "not stated" : `${row[HOLLOW] ? "○ " : ""}${signed(effect)}`, effect === undefined ? "" : HOLLOWS[row[HOLLOW]]);
};
const remove = (index) => { const row = drawn.get(index); row.remove(); spare.push(row); drawn.delete(index); };
const draw = (from, to) => {
  for (const index of [...drawn.keys()]) if (index < from || index >= to) remove(index);
  for (let index = from; index < to; index += 1) {
    let row = drawn.get(index);
    if (!row) { row = spare.pop() ?? emptyRow(); fillRow(row, index); drawn.set(index, row); }
    const standing = body.children[index - from];
    if (standing !== row) body.insertBefore(row, standing ?? null);
  }
  table.style.marginTop = `${from * rowHeight}px`;
  if (!drawn.has(cursor[0])) cursor = [Math.min(Math.max(from, Math.floor(box.scrollTop / rowHeight)), Math.max(shown.length - 1, 0)), 0];
  mark();
};
let marked = null;
const mark = () => {
  marked?.setAttribute("tabindex", "-1");
  marked = drawn.get(cursor[0])?.children[cursor[1]]?.firstChild ?? null;
  marked?.setAttribute("tabindex", "0");
};
const seen = () => {
  const first = Math.floor(box.scrollTop / rowHeight), several = Math.ceil(box.clientHeight / rowHeight);
  const from = Math.min(Math.max(0, first - BEFORE_AND_AFTER), Math.max(0, shown.length - several));
  return [from, Math.min(shown.length, first + several + BEFORE_AND_AFTER)];
};
const drawSeen = () => draw(...seen());
let headHeight = 55;
const drawAnew = () => {
  table.setAttribute("aria-rowcount", shown.length + 1);
  size.style.height = `${headHeight + shown.length * rowHeight}px`;
  box.style.setProperty("--all", `${headHeight + shown.length * rowHeight + box.offsetHeight - box.clientHeight}px`);
  const [from] = seen();
  drawn = new Map([...body.children].map((row, place) => [from + place, row]));
  for (const [index, row] of [...drawn]) {
    if (index < shown.length) fillRow(row, index);
    else remove(index);
  }
  drawSeen();
};
const fit = () => {
  const width = box.clientWidth / parseFloat(getComputedStyle(document.documentElement).fontSize);
  headHeight = head.offsetHeight;
  table.classList.toggle("wordy", width >= 36 + 7.6 * facts.questions.length);
  if (body.firstElementChild) rowHeight = body.firstElementChild.getBoundingClientRect().height || rowHeight;
};
let waits = false;
box.addEventListener("scroll", () => {
  if (waits) return;
  waits = true;
  requestAnimationFrame(() => { waits = false; drawSeen(); });
}, { passive: true });

const go = (row, column) => {
  cursor = [Math.min(Math.max(row, 0), shown.length - 1), Math.min(Math.max(column, 0), headings.length - 1)];
  const top = cursor[0] * rowHeight, space = box.clientHeight - headHeight - rowHeight - 18;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top > box.scrollTop + space) box.scrollTop = top - space;
  const kept = cursor;
  drawSeen();
  cursor = kept;
  mark();
  marked?.focus({ preventScroll: true });
  marked?.parentElement.scrollIntoView({ block: "nearest", inline: "nearest" });
};
body.addEventListener("keydown", (event) => {
  const [row, column] = cursor, page = Math.max(1, Math.floor(box.clientHeight / rowHeight) - 2);
  const ends = event.ctrlKey || event.metaKey;
  const to = {
    ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
    PageDown: [row + page, column], PageUp: [row - page, column],
    Home: [ends ? 0 : row, 0], End: [ends ? shown.length - 1 : row, headings.length - 1],
  }[event.key];
  if (!to || event.altKey || event.shiftKey) return;
  event.preventDefault();
  go(...to);
});
body.addEventListener("focusin", (event) => {
  const cell = event.target.closest("td, th"), row = cell?.parentElement;
  if (!row) return;
  cursor = [Number(row.getAttribute("aria-rowindex")) - 2, [...row.children].indexOf(cell)];
  mark();
});

/* The plot. */
const plot = makePlot({
  facts, make, number, figure, signed, LOW, HIGH, EFFECT, HOLLOW, PRODUCT,
  rowAt: (index) => rows[index],
  linkTo: place,
  labelOf: (row) => `(${vendors[row[VENDOR]][0]}): ${minutes(row)} minutes, ${signed(row[EFFECT])}`,
});
let plotting = 0;
const plotSoon = () => {
  clearTimeout(plotting);
  plotting = setTimeout(() => requestAnimationFrame(() => plot(shown)), 60);
};

/* What is asked for stands in the address, so that it is there again when one comes back. */
const remember = () => {
  const asked = new URLSearchParams(filters.map((id) => [id, $(id).value]).filter(([, value]) => value));
  history.replaceState(null, "", `#${asked}`);
};
const recall = () => {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const id of filters) {
    const field = $(id), value = asked.get(id) ?? "";
    field.value = value;
    if (field.value !== value) field.value = "";
  }
};
const apply = () => {
  const matches = matcher();
  shown = inOrder($("sort").value || "product").filter(matches);
  cursor = [0, 0];
  box.scrollTop = 0;
  drawAnew();
  const amounts = facts.verdicts.map(() => 0);
  for (const index of shown) amounts[rows[index][VERDICT]] += 1;
  const among = facts.verdicts.map(([, , words], verdict) => `${number.format(amounts[verdict])} ${words}`).filter((_, verdict) => amounts[verdict]);
  $("count").textContent = shown.length ? `${number.format(shown.length)} of ${counted(rows.length, "product")}: ${among.join("; ")}` : `None of ${counted(rows.length, "product")}: clear a filter to see more`;
  plotSoon();
};
const form = document.querySelector(".fl");
form.addEventListener("input", () => { apply(); remember(); });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
addEventListener("hashchange", () => { if (location.hash.includes("=") || !location.hash) { recall(); apply(); } });
addEventListener("resize", () => { fit(); drawAnew(); plotSoon(); });
addEventListener("beforeprint", () => { box.classList.add("whole"); size.style.height = ""; draw(0, shown.length); table.style.marginTop = "0"; });
addEventListener("afterprint", () => { box.classList.remove("whole"); drawAnew(); });

$("app").hidden = false;
$("ps").hidden = false;
recall();
apply();
fit();
drawAnew();
})();
