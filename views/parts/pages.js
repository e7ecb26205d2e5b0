export default function ({ parentElement, data, setTriggerValue }) {
  const { texts } = data;
  const act = (message) => setTriggerValue("act", message);
  const lane = (found) => el("button", { class: "tag", title: texts.open.replace("{name}", found.label), "aria-label": texts.open.replace("{name}", found.label),
    "data-focus": `lane-${found.value}`, on: { click: () => act({ type: "open", facet: found.facet, value: found.value }) } }, found.label,
  el("span", { class: "soft", "aria-hidden": "true" }, "›"));
  draw(parentElement.querySelector(".part"), el("span", { class: "soft" }, texts.pages), ...data.lanes.map(lane),
    data.compare ? el("button", { class: "tag", title: texts.compareHelp, "data-focus": "compare-lanes", on: { click: () => act({ type: "compare" }) } }, texts.compare) : null);
}
