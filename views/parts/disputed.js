export default function ({ parentElement, data, setTriggerValue }) {
  const row = (item) => el("li", {},
    el("button", { "data-focus": `disputed-${item.id}`, on: { click: () => setTriggerValue("act", { id: item.id }) } }, item.title),
    el("p", { class: "soft" }, item.when), ...item.lines.map((line) => el("p", {}, line)));
  draw(parentElement.querySelector(".part"), data.items.length ? el("ul", {}, ...data.items.map(row)) : el("p", { class: "soft" }, data.none),
    data.more ? el("p", { class: "soft" }, data.more) : null);
}
