// The first stop for the Tab key: past all filters to the list of events. It is seen only while it has the focus.
export default function ({ parentElement, data }) {
  const jump = () => {
    for (const host of document.querySelectorAll("*")) {
      const row = host.shadowRoot?.querySelector(".list .row[tabindex='0']");
      if (row) return row.focus();
    }
  };
  draw(parentElement.querySelector(".part"), el("button", { class: "skip", "data-focus": "skip", on: { click: jump } }, data.label));
}
