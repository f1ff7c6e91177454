// Suggestions while typing: a combobox with a list, after the ARIA Authoring Practices.
// Without this script, or when the answer fails, the field is a plain search field.
"use strict";

const WAIT = 200;
const row = document.querySelector("[data-suggest]");
const input = row?.querySelector("input[type=search]");

if (input) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let timer = 0;
  let request = null;
  let active = -1;

  list.className = "suggestions";
  list.id = `${input.id}-liste`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", row.dataset.suggestLabel);
  list.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  row.append(list, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (option) => {
    input.value = option.dataset.title;
    close();
    input.form.requestSubmit();
  };

  const mark = (index) => {
    const options = [...list.children];
    active = (index + options.length) % options.length;
    options.forEach((option, position) => option.setAttribute("aria-selected", String(position === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
  };

  const show = (suggestions) => {
    list.replaceChildren(
      ...suggestions.map(({ title, kind }, position) => {
        const option = document.createElement("li");
        const label = document.createElement("span");
        option.id = `${list.id}-${position}`;
        option.dataset.title = title;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(title);
        label.append(kind);
        option.append(label);
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => choose(option));
        return option;
      }),
    );
    close();
    if (suggestions.length && document.activeElement === input) {
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      status.textContent = `${suggestions.length} ${row.dataset.suggestCount}`;
    } else {
      status.textContent = "";
    }
  };

  const ask = async () => {
    request?.abort();
    request = new AbortController();
    try {
      const address = `${row.dataset.suggest}?q=${encodeURIComponent(input.value)}`;
      const answer = await fetch(address, { signal: request.signal, credentials: "omit" });
      show(answer.ok ? (await answer.json()).suggestions : []);
    } catch {
      close();
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 3) {
      close();
      return;
    }
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    }
  });
}
