export default function ({ parentElement, data, setTriggerValue }) {
  const act = (message) => setTriggerValue("act", message);
  const open = (label) => data.texts.open.replace("{name}", label);
  const head = (subject, place) => el("th", { scope: "col" }, el("button", { title: open(subject.label), "data-focus": `column-${place}`,
    on: { click: () => act({ open: place }) } }, subject.label));
  const cell = (found, place, name) => el("td", {},
    found.event ? el("button", { title: found.title, "data-focus": `cell-${name}-${place}`, on: { click: () => act({ event: found.event }) } }, found.text) : found.text,
    found.bar ? el("span", { class: "bar", "aria-hidden": "true" }, el("i", { style: `width:${100 * found.bar}%` })) : null);
  const row = (found) => el("tr", {},
    el("th", { scope: "row" }, found.shape ? shape(found.shape.path, found.shape.colour, found.shape.open) : null, found.name),
    ...found.cells.map((each, place) => cell(each, place, found.name)));
  draw(parentElement.querySelector(".part"), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": data.caption },
    el("table", {}, el("caption", {}, data.caption),
      el("thead", {}, el("tr", {}, el("td", {}), ...data.heads.map(head))), el("tbody", {}, ...data.rows.map(row)))));
}
