export default function ({ parentElement, data, setTriggerValue }) {
  const { texts } = data;
  const root = parentElement.querySelector(".part");
  const act = (message) => setTriggerValue("act", message);
  const open = (found) => act({ type: "open", facet: found.facet, value: found.value });
  const named = (found) => texts.open.replace("{name}", found.label);
  const lane = (found) => el("button", { class: "tag", title: named(found), "aria-label": named(found), "data-focus": `lane-${found.value}`,
    on: { click: () => open(found) } }, found.label, el("span", { class: "soft", "aria-hidden": "true" }, "›"));

  lanesOpen(root, data.lanes, open);
  draw(root, el("span", { class: "soft" }, texts.pages), ...data.lanes.map(lane),
    data.compare ? el("button", { class: "tag", title: texts.compareHelp, "data-focus": "compare-lanes", on: { click: () => act({ type: "compare" }) } }, texts.compare) : null);
}
