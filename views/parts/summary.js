export default function ({ parentElement, data, setTriggerValue, setStateValue }) {
  const { texts, chips } = data;
  const act = (message) => setTriggerValue("act", message);
  const copy = el("button", { class: "chip copy", "data-focus": "copy", title: texts.help, on: { click: share } }, texts.copy);

  function share() {
    copyText(`${location.origin}${location.pathname}?${data.query}`, copy, texts.copied);
  }

  // Charts are drawn on the server, which guesses width and theme; tell it where it is wrong.
  function measure() {
    const part = parentElement.querySelector(".part");
    if (!part?.isConnected) return clearInterval(window.zeitstrahlMeasure);
    const width = Math.round(part.getBoundingClientRect().width / 20) * 20;
    if (width && Math.abs(width - data.width) > data.width / 5) setStateValue("width", width);
    const dark = isDark(getComputedStyle(part).getPropertyValue("--st-background-color"));
    if (dark !== data.dark) setStateValue("dark", dark);
  }
  clearInterval(window.zeitstrahlMeasure);
  window.zeitstrahlMeasure = setInterval(measure, 500);
  measure();

  draw(
    parentElement.querySelector(".part"),
    el("h2", { class: "count", "aria-live": "polite" }, data.count),
    ...chips.map((chip) => el(
      "button",
      { class: chip.not ? "chip not" : "chip", "aria-label": `${texts.remove}: ${chip.label}`,
        on: { click: () => act({ type: "drop", facet: chip.facet, value: chip.value, side: chip.side }) } },
      chip.not ? el("b", {}, "−") : null, chip.label, el("span", { class: "x", "aria-hidden": "true" }, "×"),
    )),
    chips.length ? el("button", { class: "clear", on: { click: () => act({ type: "clear" }) } }, texts.clear) : null,
    copy,
    data.examples.length ? el("p", { class: "soft examples" }, texts.examples, ...data.examples.map((name, number) =>
      el("button", { class: "chip", on: { click: () => act({ type: "example", number }) } }, name))) : null,
  );
}

function isDark(colour) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = colour.trim() || "#fff";
  const value = parseInt(probe.fillStyle.slice(1), 16);
  return (value >> 16) + ((value >> 8) & 255) + (value & 255) < 384;
}
