export default function ({ parentElement, data, setTriggerValue }) {
  const { texts } = data;
  const act = (message) => setTriggerValue("act", message);
  const row = (item) => el("li", {},
    el("button", { class: "read", title: texts.read, "data-focus": `read-${item.document}`, on: { click: () => act({ type: "read", event: item.event }) } },
      el("b", {}, item.title), el("span", { class: "soft" }, item.about)),
    el("button", { class: "go", title: texts.open.replace("{name}", item.title), "aria-label": texts.open.replace("{name}", item.title),
      on: { click: () => act({ type: "open", facet: "source", value: item.document }) } }, "›"));
  draw(parentElement.querySelector(".part"), el("ul", {}, ...data.items.map(row)), data.more ? el("p", { class: "soft" }, data.more) : null);
}
