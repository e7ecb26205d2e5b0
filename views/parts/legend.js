export default function ({ parentElement, data }) {
  draw(
    parentElement.querySelector(".part"),
    ...data.kinds.map((kind) => el("span", {}, shape(kind.shape.path, kind.shape.colour, kind.shape.open), kind.label)),
    data.kinds.length && data.forms.length ? el("hr") : null,
    ...data.forms.map((form) => el("span", { class: "soft" }, el("i", { class: form.name, "aria-hidden": "true" }), form.label)),
    data.hint ? el("span", { class: "soft" }, data.hint) : null,
  );
}
