// What Django's admin and the rich text editor leave open for people who use a screen reader: names
// for text boxes, search fields and choice fields; and German names for the editor's buttons.

const GERMAN = {
  paragraph: "Absatz",
  Paragraph: "Absatz",
  "Heading 3": "Überschrift",
  "Heading 4": "Kleine Überschrift",
  "heading 3": "Überschrift",
  "heading 4": "Kleine Überschrift",
  "unordered list": "Aufzählung",
  "ordered list": "Nummerierte Liste",
  blockquote: "Zitat",
  bold: "fett",
  italic: "kursiv",
  "insert link": "Link einfügen",
  "remove link": "Link entfernen",
  "Insert table": "Tabelle einfügen",
  "Add column": "Spalte hinzufügen",
  "Delete column": "Spalte löschen",
  "Add row": "Zeile hinzufügen",
  "Delete row": "Zeile löschen",
  "Merge cells": "Zellen verbinden",
  "Split cell": "Zelle teilen",
  "Toggle header cell": "Kopfzelle an oder aus",
  "Delete table": "Tabelle löschen",
  undo: "rückgängig",
  redo: "wiederholen",
  Yes: "Ja",
  No: "Nein",
};

const translateButton = (button) => {
  for (const name of ["title", "aria-label"]) {
    const german = GERMAN[button.getAttribute(name)];
    if (german) button.setAttribute(name, german);
  }
  if (button.classList.contains("material-icons")) return; // its text is the name of a picture
  for (const node of button.childNodes) {
    const german = node.nodeType === Node.TEXT_NODE && GERMAN[node.data];
    if (german) node.data = german;
  }
};

const translateMenu = (root) => {
  const translateAll = () => root.querySelectorAll(".prose-menubar *").forEach(translateButton);
  translateAll();
  // A changed attribute or text starts one more round, which then finds nothing to change.
  new MutationObserver(translateAll).observe(root, { childList: true, subtree: true });
};

const nameTextBox = (box, textarea, focus) => {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const help = document.getElementById(`${textarea.id}_helptext`);
  if (label) {
    label.id = label.id || `${textarea.id}_label`;
    label.addEventListener("click", focus);
    box.setAttribute("aria-labelledby", label.id);
  }
  if (help) box.setAttribute("aria-describedby", help.id);
  box.setAttribute("role", "textbox");
  box.setAttribute("aria-multiline", "true");
};

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  nameTextBox(editor.view.dom, textarea, () => editor.commands.focus());
  const root = textarea.closest(".prose-editor");
  if (root) translateMenu(root);
});

// Choice fields with search (select2) know only their value; their label is the name. In a table of
// rows the field that they stand for has a name, which others can refer to only as a text.
const labelOf = (select) => {
  const label = document.querySelector(`label[for="${select.id}"]`);
  if (label || !select.hasAttribute("aria-label")) return label;
  let name = select.parentElement.querySelector("[data-choice-name]");
  if (!name) {
    name = document.createElement("span");
    name.hidden = true;
    name.dataset.choiceName = "";
    select.parentElement.append(name);
  }
  name.id = `${select.id}_name`;
  name.textContent = select.getAttribute("aria-label");
  return name;
};

const nameChoiceField = (select) => {
  const label = labelOf(select);
  const box = select.parentElement.querySelector(".select2-selection");
  if (!label || !box) return;
  label.id = label.id || `${select.id}_label`;
  const value = box.querySelector(".select2-selection__rendered");
  box.setAttribute("aria-labelledby", value?.id ? `${label.id} ${value.id}` : label.id);
  value?.setAttribute("aria-labelledby", label.id);
  box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
};

// Both come into the page at their own time: choice fields when they are ready, dialogs when opened.
const nameNewcomers = () => {
  document.querySelectorAll("select.select2-hidden-accessible:not([data-named])").forEach((select) => {
    select.dataset.named = "";
    nameChoiceField(select);
  });
  document.querySelectorAll(".prose-editor-dialog option").forEach(translateButton);
};

// Rows that come or go are counted anew; Django counts only what it sends.
const ROW = /, (neue Zeile|Zeile \d+)$/;
const countRows = (group) => {
  group.querySelectorAll("tr.form-row:not(.empty-form)").forEach((row, index) => {
    row.querySelectorAll("[aria-label]").forEach((field) => {
      const name = field.getAttribute("aria-label").replace(ROW, `, Zeile ${index + 1}`);
      field.setAttribute("aria-label", name);
    });
    row.querySelectorAll("select.select2-hidden-accessible").forEach(nameChoiceField);
  });
};
const countAllRows = () => document.querySelectorAll(".tabular").forEach(countRows);
document.addEventListener("formset:added", countAllRows);
document.addEventListener("formset:removed", () => setTimeout(countAllRows)); // its rows move first

document.getElementById("searchbar")?.setAttribute("aria-label", "Suchen");
nameNewcomers();
new MutationObserver(nameNewcomers).observe(document.body, { childList: true, subtree: true });
