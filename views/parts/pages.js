export default function ({ parentElement, data, setTriggerValue }) {
  const { texts } = data;
  const root = parentElement.querySelector(".part");
  const act = (message) => setTriggerValue("act", message);
  const open = (found) => act({ type: "open", facet: found.facet, value: found.value });
  const named = (found) => texts.open.replace("{name}", found.label);
  const lane = (found) => el("button", { class: "tag", title: named(found), "aria-label": named(found), "data-focus": `lane-${found.value}`,
    on: { click: () => open(found) } }, found.label, el("span", { class: "soft", "aria-hidden": "true" }, "›"));

  // The names of the lanes in the chart open their pages, too; Plotly tells nobody of a click on them.
  document.removeEventListener("click", window.zeitstrahlLane);
  window.zeitstrahlLane = (pressed) => {
    const name = pressed.target.closest?.("[class*='st-key-timeline_'] .ytick");
    const found = name && root.isConnected && data.lanes[[...name.parentNode.querySelectorAll(".ytick")].indexOf(name)];
    if (found) open(found);
  };
  document.addEventListener("click", window.zeitstrahlLane);

  draw(root, el("span", { class: "soft" }, texts.pages), ...data.lanes.map(lane),
    data.compare ? el("button", { class: "tag", title: texts.compareHelp, "data-focus": "compare-lanes", on: { click: () => act({ type: "compare" }) } }, texts.compare) : null);
}
