// The editor in the reading pane: what it sends is a command, what it shows is text. A form keeps what was typed
// while the page around it is drawn anew.
let typed = { key: "", values: null };

function yourName() {
  try {
    return localStorage.getItem("zeitstrahl-editor") || "";
  } catch {
    return "";
  }
}

function editor(edit, event, act, next) {
  const { texts, form } = edit;
  const command = (what, more) => act({ type: "correct", do: what, by: edit.name || yourName(), ...more });
  const button = (label, what, more, extra) => el("button", { class: "edit", "data-focus": `edit-${what}`, ...extra,
    on: { click: () => command(what, more) } }, label);
  const parts = [];

  if (edit.askName) parts.push(askName());
  if (edit.error) parts.push(el("p", { class: "wrong", role: "alert" }, edit.error));
  if (event && edit.mode !== "change" && edit.mode !== "add") parts.push(commands());
  if (edit.merging) parts.push(merging());
  if (edit.mode === "split") parts.push(splitting());
  if (form) parts.push(...(edit.mode === "change" ? quotes() : []), fields());
  if (edit.history.length) parts.push(history());
  return el("section", { class: "editor", "aria-label": texts.editor }, ...parts);

  function commands() {
    return el("div", { class: "commands", role: "toolbar", "aria-label": texts.editor },
      button(texts.confirm, "confirm", {}, { "aria-keyshortcuts": "y", title: texts.confirm_help }),
      button(texts.reject, "reject", { next: next() }, { "aria-keyshortcuts": "x", title: texts.reject_help }),
      button(texts.change, "edit", {}, { "aria-keyshortcuts": "e", title: texts.change_help }),
      button(texts.split, "split", {}, { title: texts.split_help }),
      edit.merging && !edit.merging.here
        ? button(texts.merge_here, "merge", {}, { "aria-keyshortcuts": "m", title: edit.merging.title })
        : edit.merging ? null : button(texts.merge, "mark", {}, { "aria-keyshortcuts": "m", title: texts.merge_help }));
  }

  function askName() {
    const field = el("input", { type: "text", maxlength: "100", autocomplete: "name", "data-focus": "edit-name", id: "zs-editor" });
    const send = () => {
      const name = field.value.trim();
      if (!name) return field.focus();
      try {
        localStorage.setItem("zeitstrahl-editor", name);
      } catch { /* then it is asked again in the next visit */ }
      act({ type: "correct", do: "name", by: name });
    };
    setTimeout(() => field.focus());
    return el("form", { class: "ask", on: { submit: (sent) => { sent.preventDefault(); send(); } } },
      el("label", { for: "zs-editor" }, texts.ask_name), field, el("button", { class: "edit main", type: "submit" }, texts.go));
  }

  function merging() {
    const { title, here, near } = edit.merging;
    const choice = el("select", { "aria-label": texts.merge_with, "data-focus": "edit-near" }, el("option", { value: "" }, texts.merge_with),
      ...near.map(([id, label]) => el("option", { value: id }, label)));
    choice.addEventListener("keydown", (pressed) => pressed.stopPropagation());
    choice.addEventListener("change", () => { if (choice.value) command("merge", { with: choice.value }); });
    return el("div", { class: "note" }, el("span", {}, here ? texts.marked : `${texts.marked_other} „${title}“`),
      here && near.length ? choice : null, el("button", { class: "edit", on: { click: () => command("unmark") } }, texts.cancel));
  }

  function splitting() {
    const boxes = edit.sentences.map((sentence, number) => el("input", { type: "checkbox", id: `zs-part-${number}`, "data-focus": `part-${number}` }));
    const several = boxes.length > 1;
    return el("div", { class: "note column" }, el("p", {}, several ? texts.split_choose : texts.split_one),
      ...(several ? boxes.map((box, number) => el("label", { class: "part" }, box, edit.sentences[number])) : []),
      el("div", { class: "commands" },
        el("button", { class: "edit main", "data-focus": "edit-apart", on: { click: () => command("apart",
          { apart: boxes.flatMap((box, number) => (box.checked ? [number] : [])) }) } }, texts.split_go),
        button(texts.cancel, "cancel", {})));
  }

  // the proof, without the text around it, where one looks while one types
  function quotes() {
    return event.proofs.slice(0, 3).map((proof) => el("blockquote", { class: "short" },
      ...proof.segments.filter(([, sort]) => sort === "proof" || sort === "time").map(([text, sort]) => el("mark", { class: sort === "time" ? "proof time" : "proof" }, text))));
  }

  function fields() {
    if (typed.key !== form.key) typed = { key: form.key, values: structuredClone({ title: form.title, date: form.date, kind: form.kind, status: form.status,
      place: form.place, actors: form.actors, sentence: form.sentence }), fresh: true };
    const values = typed.values;
    const input = (name, label, more = {}) => {
      const field = el("input", { type: "text", id: `zs-${name}`, value: values[name], maxlength: "500", "data-focus": `edit-${name}`, ...more });
      field.addEventListener("input", () => { values[name] = field.value; });
      return [el("label", { for: `zs-${name}` }, label), field];
    };
    const select = (name, label, choices) => {
      const field = el("select", { id: `zs-${name}`, "data-focus": `edit-${name}` },
        ...choices.map(([value, text]) => el("option", { value, selected: String(value) === String(values[name]) }, text)));
      field.addEventListener("change", () => { values[name] = field.value; });
      return [el("label", { for: `zs-${name}` }, label), field];
    };
    const actors = el("div", { class: "actors", role: "group", "aria-label": texts.actors });
    const known = el("datalist", { id: "zs-names" }, ...Object.values(form.names).flat().map((name) => el("option", { value: name })));

    function actor(one, number) {
      const label = `${texts.actor} ${number + 1}`;
      const name = el("input", { type: "text", value: one.name, maxlength: "500", list: "zs-names", "aria-label": `${label}: ${texts.actor_name}`, "data-focus": `actor-${number}` });
      // a name that is known says what it is of
      name.addEventListener("input", () => {
        one.name = name.value;
        const known = Object.keys(form.names).find((sort) => form.names[sort].includes(name.value));
        if (known) kind.value = one.kind = known;
      });
      const kind = el("select", { "aria-label": `${label}: ${texts.actor_kind}`, "data-focus": `actor-kind-${number}` },
        ...form.actorKinds.map(([value, text]) => el("option", { value, selected: value === one.kind }, text)));
      kind.addEventListener("change", () => { one.kind = kind.value; });
      const role = el("select", { "aria-label": `${label}: ${texts.role}`, "data-focus": `actor-role-${number}` },
        ...form.roles.map(([value, text]) => el("option", { value, selected: value === one.role }, text)));
      role.addEventListener("change", () => { one.role = role.value; });
      return el("div", { class: "actor" }, name, kind, role, el("button", { class: "edit", type: "button", "aria-label": `${label}: ${texts.remove}`, title: texts.remove,
        on: { click: () => { values.actors.splice(number, 1); draw(actors, ...rows()); } } }, "×"));
    }
    function rows() {
      return [...values.actors.map(actor), el("button", { class: "edit", type: "button", "data-focus": "actor-new", on: { click: () => {
        values.actors.push({ kind: "person", name: "", role: "acts" });
        draw(actors, ...rows());
        actors.querySelector(`[data-focus="actor-${values.actors.length - 1}"]`).focus();
      } } }, texts.actor_add)];
    }
    draw(actors, ...rows());

    const save = (confirm) => {
      command(edit.mode === "add" ? "added" : "change", { values: structuredClone(values), sentence: Number(values.sentence), confirm });
    };
    const made = el("form", { class: "fields", on: {
      submit: (sent) => { sent.preventDefault(); save(false); },
      keydown: (pressed) => {
        pressed.stopPropagation();
        if (pressed.key === "Escape") leave();
        if (pressed.key === "Enter" && (pressed.ctrlKey || pressed.metaKey)) { pressed.preventDefault(); save(pressed.shiftKey); }
      } } },
    ...(edit.mode === "add" ? select("sentence", texts.sentence, form.sentences.map((text, number) => [number, text])) : []),
    ...input("title", texts.title), ...input("date", texts.date, { "aria-describedby": "zs-date-help", placeholder: texts.undated }),
    el("span"), el("small", { id: "zs-date-help", class: "soft" }, texts.date_help),
    ...select("kind", texts.kind, form.kinds), ...select("status", texts.status, form.statuses), ...input("place", texts.place),
    el("span", { class: "label" }, texts.actors), actors, known,
    el("span"), el("div", { class: "commands" }, el("button", { class: "edit main", type: "submit", title: "Strg/Ctrl + Enter", "data-focus": "edit-save" }, texts.save),
      edit.mode === "add" ? null : el("button", { class: "edit", type: "button", title: "Strg/Ctrl + Shift + Enter", "data-focus": "edit-save-confirm", on: { click: () => save(true) } }, texts.save_confirm),
      el("button", { class: "edit", type: "button", on: { click: leave } }, texts.cancel)));
    function leave() {
      typed = { key: "", values: null };
      command("cancel");
    }
    if (typed.fresh) setTimeout(() => { made.querySelector("[data-focus=edit-title]")?.focus(); });
    typed.fresh = false;
    return made;
  }

  function history() {
    return el("details", { class: "history", open: true }, el("summary", {}, texts.history),
      el("ol", {}, ...edit.history.map((one) => el("li", {}, el("b", {}, one.text), one.detail ? `: ${one.detail}` : "", " ",
        el("span", { class: "soft" }, `${one.by}, ${one.at}`), " ",
        el("button", { class: "toggle", "data-focus": `undo-${one.id}`, on: { click: () => command("undo", { id: one.id }) } }, texts.undo)))));
  }
}

// What was done last, with the way back; it stands where the eye is, whatever event is read now.
function editDone(edit, act) {
  if (!edit.done) return null;
  return el("p", { class: "note done", role: "status" }, el("span", {}, edit.done.text),
    el("button", { class: "edit", "data-focus": "edit-undo-last", "aria-keyshortcuts": "u",
      on: { click: () => act({ type: "correct", do: "undo", id: edit.done.id, by: edit.name || yourName() }) } }, edit.texts.undo));
}

// Letters are commands only where the list or the proof has the focus, and never in a field.
function editKeys(pressed, edit, event, act, next, add) {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.composedPath()[0].matches?.("input, select, textarea")) return;
  const by = edit.name || yourName();
  const send = (what, more) => { pressed.preventDefault(); pressed.stopPropagation(); act({ type: "correct", do: what, by, ...more }); };
  if (pressed.key === "u") return send("undo", edit.done ? { id: edit.done.id } : {});
  if (!event) return;
  if (pressed.key === "Escape" && edit.mode) return send("cancel");
  if (edit.mode) return;
  if (pressed.key === "y") send("confirm");
  if (pressed.key === "x") send("reject", { next: next() });
  if (pressed.key === "e") send("edit");
  if (pressed.key === "m") send(edit.merging ? (edit.merging.here ? "unmark" : "merge") : "mark");
  if (pressed.key === "n") { pressed.preventDefault(); pressed.stopPropagation(); add(); }
}

// The part of a quotation that is marked with the mouse, counted in characters from the beginning of its proof.
function markedIn(quote, proofStart, length) {
  const root = quote.getRootNode();
  const selection = root.getSelection ? root.getSelection() : document.getSelection();
  const points = (text) => [...text].length;
  const proof = quote.querySelector("mark.proof");
  const before = (node, offset) => {
    const range = document.createRange();
    range.setStart(quote, 0);
    range.setEnd(node, offset);
    return points(range.toString());
  };
  const home = proof ? before(proof, 0) : 0;
  const whole = { start: proofStart, end: proofStart + length };
  if (!selection || selection.isCollapsed || !selection.rangeCount) return whole;
  const range = selection.getRangeAt(0);
  if (!quote.contains(range.startContainer) || !quote.contains(range.endContainer)) return whole;
  return { start: proofStart + before(range.startContainer, range.startOffset) - home, end: proofStart + before(range.endContainer, range.endOffset) - home };
}
