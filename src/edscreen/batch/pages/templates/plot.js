"use strict";
/* The plot: a mark for each place where products stand, reached by the arrow keys from one tab stop. */
const makePlot = (page) => {
const { facts, make, number, rowAt, labelOf, linkTo, figure, signed, LOW, HIGH, EFFECT, HOLLOW, PRODUCT } = page;
const $ = (id) => document.getElementById(id);
const MOST_MINUTES = 240, LEAST_EFFECT = -0.6, MOST_EFFECT = 1.2, FEW = 150, MANY = 1000;
const MOST_NAMED = 40, MOST_LISTED = 12, LETTER = 5.9, LONGEST_NAME = 26;
const drawing = (name, attributes, text) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
};
const between = (value, low, high) => Math.min(Math.max(value, low), high);
const stepOf = (span, steps) => [1, 2, 5, 10, 15, 20, 30, 60].map((one) => one * steps).find((step) => span / step <= 7) ?? span;
const low = (row) => row[LOW] ?? 0, high = (row) => row[HIGH] ?? MOST_MINUTES;
const at = (row) => (row[LOW] === null ? row[HIGH] : row[HIGH] === null ? row[LOW] : (row[LOW] + row[HIGH]) / 2);
const hasMinutes = (row) => row[LOW] !== null || row[HIGH] !== null, hasEffect = (row) => row[EFFECT] !== undefined;

/* Where values stand in the picture. */
const scaleOf = (points) => {
  const width = Math.max(280, $("svg").clientWidth), height = between(width * 0.56, 300, 460);
  const left = 46, right = width - 14, top = 26, bottom = height - 44;
  let farthest = 60, lowest = -0.1, highest = 0.3;
  for (const row of points) {
    farthest = Math.max(farthest, at(row), row[HIGH] ?? 0);
    lowest = Math.min(lowest, row[EFFECT]);
    highest = Math.max(highest, row[EFFECT]);
  }
  const across = stepOf(Math.min(farthest, MOST_MINUTES), 1), up = stepOf(Math.min(highest, MOST_EFFECT) - Math.max(lowest, LEAST_EFFECT), 0.05);
  const end = Math.ceil(Math.min(farthest, MOST_MINUTES) / across) * across;
  const floor = Math.floor(Math.max(lowest, LEAST_EFFECT) / up) * up, ceiling = Math.ceil(Math.min(highest, MOST_EFFECT) / up) * up;
  return {
    width, height, left, right, top, bottom, across, up, end, floor, ceiling,
    x: (value) => left + (right - left) * between(value, 0, end) / end,
    y: (value) => bottom - (bottom - top) * (between(value, floor, ceiling) - floor) / (ceiling - floor),
  };
};
const axes = ({ height, left, right, top, bottom, across, up, end, floor, ceiling, x, y }) => {
  const drawn = drawing("g", { "aria-hidden": "true" });
  for (let value = 0; value <= end + 1e-9; value += across) {
    drawn.append(drawing("line", { class: "ax", x1: x(value), x2: x(value), y1: top, y2: bottom }), drawing("text", { x: x(value), y: bottom + 16, "text-anchor": "middle" }, figure(value)));
  }
  for (let value = floor; value <= ceiling + 1e-9; value += up) {
    drawn.append(drawing("line", { class: "ax", x1: left, x2: right, y1: y(value), y2: y(value) }), drawing("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, signed(Math.round(value * 100) / 100)));
  }
  drawn.append(drawing("text", { class: "at", x: (left + right) / 2, y: height - 6, "text-anchor": "middle" }, "minutes a week at a screen"));
  drawn.append(drawing("line", { class: "li", x1: left, x2: right, y1: y(0), y2: y(0) }), drawing("text", { class: "ll", x: right - 4, y: y(0) + 14, "text-anchor": "end" }, "no effect"));
  if (facts.limit !== null) {
    drawn.append(drawing("line", { class: "li", x1: x(facts.limit), x2: x(facts.limit), y1: top - 8, y2: bottom }), drawing("text", { class: "ll", x: x(facts.limit), y: top - 12, "text-anchor": "middle" }, `flagged from ${figure(facts.limit)} minutes`));
  }
  return drawn;
};

/* Names beside their marks, each where it covers neither a mark nor another name. */
const namesOf = (marks, { right, left, top, bottom, x, y }) => {
  const drawn = drawing("g", { class: "nm", "aria-hidden": "true" });
  const taken = marks.map(({ cx, cy, r }) => [cx - r - 1, cy - r - 1, cx + r + 1, cy + r + 1]);
  taken.push([right - 60, y(0) - 2, right, y(0) + 18]);
  if (facts.limit !== null) taken.push([x(facts.limit) - 2, top, x(facts.limit) + 2, bottom]);
  for (const { several, cx, cy, r } of marks) {
    const whole = several[0][PRODUCT], more = several.length > 1 ? ` +${several.length - 1}` : "";
    const text = (whole.length > LONGEST_NAME ? `${whole.slice(0, LONGEST_NAME - 1).trimEnd()}…` : whole) + more, wide = text.length * LETTER;
    const spots = [["start", 0, cx + r + 5, cy + 4], ["end", wide, cx - r - 5, cy + 4], ["middle", wide / 2, cx, cy - r - 6], ["middle", wide / 2, cx, cy + r + 14]];
    const areaOf = ([, before, sx, sy]) => [sx - before, sy - 10, sx - before + wide, sy + 3];
    const free = spots.find((spot) => {
      const [x1, y1, x2, y2] = areaOf(spot);
      return x1 > left && x2 < right && y1 > top && y2 < bottom && !taken.some((area) => x1 < area[2] && x2 > area[0] && y1 < area[3] && y2 > area[1]);
    });
    if (!free) continue;
    taken.push(areaOf(free));
    drawn.append(drawing("text", { x: free[2], y: free[3], "text-anchor": free[0] }, text));
  }
  return drawn;
};

let marks = [], current = 0;
const tell = (several) => {
  const listed = several.slice(0, MOST_LISTED).map((row) => make("li", {}, make("a", { href: linkTo(row) }, row[PRODUCT]), ` ${labelOf(row)}`));
  if (several.length > MOST_LISTED) listed.push(make("li", {}, `and ${number.format(several.length - MOST_LISTED)} more, which the filters above keep apart`));
  $("at").replaceChildren(...listed);
};
const markOf = (event) => marks[Number(event.target.closest?.("[data-mark]")?.dataset.mark ?? -1)];
const stopAt = (index) => {
  marks[current]?.element.setAttribute("tabindex", "-1");
  current = index;
  marks[current]?.element.setAttribute("tabindex", "0");
};
const open = (event) => {
  const mark = markOf(event);
  if (!mark || mark.several.length < 2) return;
  event.preventDefault();
  tell(mark.several);
  $("at").querySelector("a").focus();
};
const box = $("svg");
box.addEventListener("mouseover", (event) => { const mark = markOf(event); if (mark) tell(mark.several); });
box.addEventListener("focusin", (event) => { const mark = markOf(event); if (mark) { stopAt(marks.indexOf(mark)); tell(mark.several); } });
box.addEventListener("click", open);
box.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !markOf(event)) return;
  if (event.key === "Enter" || event.key === " ") { open(event); return; }
  const to = { ArrowRight: current + 1, ArrowDown: current + 1, ArrowLeft: current - 1, ArrowUp: current - 1, Home: 0, End: marks.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  stopAt(between(to, 0, marks.length - 1));
  marks[current].element.focus();
});

/* Products whose marks would cover each other share one; hollow ones stand to the right of full ones. */
const placed = (points, { x, y }) => {
  const together = new Map(), grain = points.length > MANY ? 14 : 10;
  for (const row of points) {
    const key = `${Math.round(x(at(row)) / grain)} ${Math.round(y(row[EFFECT]) / grain)}`;
    if (!together.has(key)) together.set(key, [[], []]);
    together.get(key)[row[HOLLOW] ? 1 : 0].push(row);
  }
  const few = together.size <= FEW, found = [];
  for (const kinds of together.values()) {
    let beside = 0;
    for (const several of kinds.filter((each) => each.length)) {
      const r = Math.min((few ? 5 : 3.2) + Math.sqrt(several.length - 1) * (few ? 1.4 : 0.5), 14), [row] = several;
      found.push({ several, cx: (beside ? Math.max(x(at(row)), beside + r) : x(at(row))), cy: y(row[EFFECT]), r });
      beside = x(at(row)) + r;
    }
  }
  return [few, found.sort((a, b) => a.cx - b.cx || b.cy - a.cy)];
};
const markDrawn = ({ several, cx, cy, r }, index, few) => {
  const [row] = several, one = several.length === 1;
  const names = several.slice(0, MOST_LISTED).map((each) => `${each[PRODUCT]} ${labelOf(each)}`).join("; ");
  const more = several.length > MOST_LISTED ? `; and ${several.length - MOST_LISTED} more` : "";
  const about = { "data-mark": index, tabindex: "-1", "aria-label": one ? names : `${several.length} products: ${names}${more}` };
  const element = one ? drawing("a", { href: linkTo(row), ...about }) : drawing("g", { role: "button", ...about });
  element.append(drawing("circle", { cx, cy, r, class: row[HOLLOW] ? "ho" : "so" }));
  if (few && several.length > 3) element.append(drawing("text", { class: row[HOLLOW] ? "nh" : "ns", x: cx, y: cy + 3.5, "text-anchor": "middle" }, String(several.length)));
  return element;
};

const beside = (rows, points, beyond) => {
  const count = (test) => rows.filter(test).length;
  $("beside").replaceChildren(...[
    [points.length, "in the plot"], [beyond, "of these beyond its axes, drawn at the edge"],
    [count((row) => hasMinutes(row) && !hasEffect(row)), "not in it: minutes stated, no such effect"],
    [count((row) => !hasMinutes(row) && hasEffect(row)), "not in it: such an effect, minutes not stated in full"],
    [count((row) => !hasMinutes(row) && !hasEffect(row)), "not in it: neither stated"],
  ].filter(([amount], place) => amount || !place).map(([amount, words]) => make("li", {}, make("b", {}, number.format(amount)), ` ${words}`)));
};
return (shown) => {
  const rows = shown.map(rowAt), points = rows.filter((row) => hasMinutes(row) && hasEffect(row));
  const empty = !points.length;
  box.classList.toggle("empty", empty);
  $("pk").hidden = $("here").hidden = empty;
  $("at").replaceChildren(make("li", {}, "Point to a mark, or move to it with the arrow keys."));
  marks = [];
  current = 0;
  if (empty) {
    box.replaceChildren(make("p", {}, rows.length ? "There is nothing to plot: none of these products states both its minutes in full and such an effect." : "There is nothing to plot: no product matches the filters."));
    beside(rows, points, 0);
    return;
  }
  const scale = scaleOf(points), { x, y, end, floor, ceiling } = scale;
  const [few, found] = placed(points, scale);
  const spans = drawing("g", { class: "sp", "aria-hidden": "true" }), group = drawing("g", { class: "mk" });
  for (const { several: [row], cy } of few ? found : []) {
    if (row[LOW] !== row[HIGH]) spans.append(drawing("line", { x1: x(low(row)), x2: x(high(row)), y1: cy, y2: cy, "stroke-dasharray": row[LOW] === null || row[HIGH] === null ? "2 3" : "none" }));
  }
  marks = found.map((mark, index) => ({ ...mark, element: markDrawn(mark, index, few) }));
  group.append(...marks.map(({ element }) => element));
  const picture = drawing("svg", { viewBox: `0 0 ${scale.width} ${scale.height}`, width: scale.width, height: scale.height, role: "group", "aria-labelledby": "plot", "aria-describedby": "pk2" });
  picture.append(axes(scale), spans, group);
  if (marks.length <= MOST_NAMED) picture.append(namesOf(marks, scale));
  box.replaceChildren(picture);
  stopAt(0);
  beside(rows, points, points.filter((row) => at(row) > end || row[EFFECT] < floor || row[EFFECT] > ceiling).length);
};
};
