// A table below a chart; what a click on a mark of the chart does, its cells do as well.
const unfolded = new Set(); // which tables are open, by their titles

export default function ({ parentElement, data, setTriggerValue }) {
  const inside = (cell, at) => cell.act
    ? el("button", { title: cell.help, "aria-label": cell.help, "data-focus": `cell-${at}`, on: { click: () => setTriggerValue("act", cell.act) } }, cell.text)
    : cell;
  const row = (cells, line) => el("tr", {}, ...cells.map((cell, place) =>
    el(place ? "td" : "th", place ? {} : { scope: "row" }, inside(cell, `${line}-${place}`))));
  const drawn = el("details", { open: unfolded.has(data.title), on: { toggle: () => unfolded[drawn.open ? "add" : "delete"](data.title) } },
    el("summary", { "data-focus": "summary" }, data.title),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": data.title },
      el("table", {}, el("thead", {}, el("tr", {}, ...data.heads.map((head) => (head ? el("th", { scope: "col" }, head) : el("td"))))),
        el("tbody", {}, ...data.rows.map(row)))),
    data.note ? el("p", { class: "soft" }, data.note) : null);
  draw(parentElement.querySelector(".part"), drawn);
}
