export default function ({ parentElement, data, setTriggerValue }) {
  const { texts } = data;
  const act = (message) => setTriggerValue("act", message);
  const entry = (one) => el("li", { class: one.off ? "off" : "" },
    el("span", {}, el("b", {}, one.text), " ", one.title
      ? el("button", { class: "open t", "data-focus": `open-${one.id}`, on: { click: () => act({ do: "open", event: one.event }) } }, one.title) : null,
    one.detail ? ` – ${one.detail}` : "", " ", el("span", { class: "soft" }, `${one.by}, ${one.at}`)),
    el("button", { class: "edit", "data-focus": `undo-${one.id}`, on: { click: () => act({ do: "undo", id: one.id, by: yourName() }) } }, one.off ? texts.redo : texts.undo),
    one.why ? el("span", { class: "why soft" }, one.why) : null);
  const list = (title, entries) => entries.length ? el("section", {}, el("h4", {}, title), el("ol", {}, ...entries)) : null;
  draw(parentElement.querySelector(".part"),
    list(texts.lost, data.lost.map(entry)),
    list(texts.unread, data.problems.map((line) => el("li", {}, line))),
    list(texts.all, data.edits.map(entry)),
    data.more ? el("p", { class: "soft" }, data.more) : null);
}
