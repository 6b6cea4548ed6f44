/* A search box in front of each list of States. The list stays in the form and is what is sent;
   without this file, or without the names file, it is an ordinary list.
   Pattern: ARIA combobox with a listbox. Text is set by textContent only. */

const LONGEST_LIST = 12;
const FAR = 5;
let others; // a promise of {"KG": ["kirgizia", …]}: asked for once a page, when the first box is used

/** A name as it is compared; scripts/make_countries.py has the same rule. */
export function plain(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}|['’‘ʻʼ`´]/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** 0: the name; 1, 2: the name shown, or a word of it, begins so; 3, 4: another name does. */
export function closeness(typed, shown, spellings) {
  if (shown === typed || spellings.includes(typed)) return 0;
  if (shown.startsWith(typed)) return 1;
  if (` ${shown}`.includes(` ${typed}`)) return 2;
  if (spellings.some((name) => name.startsWith(typed))) return 3;
  if (spellings.some((name) => name.includes(` ${typed}`))) return 4;
  return FAR;
}

async function fetchNames(url) {
  try {
    const answer = await fetch(url);
    const names = answer.ok ? await answer.json() : {};
    return Object.fromEntries(Object.entries(names).map(([code, all]) => [code, all.map(plain)]));
  } catch {
    return {}; // no line: the names on the page still work
  }
}

function make(tag, attributes, parent) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  parent?.append(element);
  return element;
}

class CountryPicker {
  constructor(select) {
    this.select = select;
    this.states = [...select.options]
      .filter((option) => option.value)
      .map((option) => ({ code: option.value, name: option.textContent.trim(), shown: plain(option.textContent) }));
    this.names = {};
    this.found = [];
    this.active = -1;
    this.build();
    this.listen();
    this.show();
  }

  build() {
    const { select } = this;
    const id = select.id;
    const box = make("div", { class: "picker" });
    select.before(box);
    this.input = make("input", {
      type: "text", id: `${id}-search`, class: select.className.replace("form-select", "form-control"),
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`,
      autocomplete: "off", spellcheck: "false", placeholder: select.dataset.hint, maxlength: "120",
    }, box);
    ["aria-describedby", "aria-invalid"].forEach((name) => {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    });
    this.list = make("ul", { id: `${id}-list`, role: "listbox", class: "picker-list", hidden: "" }, box);
    this.status = make("div", { role: "status", class: "picker-none" }, box);
    this.moveLabel(id);
    this.stepBack(box);
  }

  /** The label now names the box; a link to the list's id still leads here, see listen(). */
  moveLabel(id) {
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    if (!label) return;
    label.id ||= `${id}-label`;
    label.htmlFor = this.input.id;
    this.list.setAttribute("aria-labelledby", label.id);
  }

  /** The list stays where the browser can fill it in, out of sight and out of the tab order. */
  stepBack(box) {
    const { select } = this;
    this.input.required = select.required;
    select.required = false;
    select.tabIndex = -1;
    select.setAttribute("aria-hidden", "true");
    select.classList.add("visually-hidden");
    box.append(select);
  }

  listen() {
    this.input.addEventListener("focus", () => this.load());
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the box
    this.list.addEventListener("click", (event) => this.click(event));
    this.select.addEventListener("focus", () => this.input.focus());
    this.select.addEventListener("change", () => this.show());
    window.addEventListener("pageshow", () => this.show());
  }

  async load() {
    others ??= fetchNames(this.select.dataset.names);
    this.names = await others;
    if (this.isTyping()) this.search(this.found[this.active]?.code);
  }

  isTyping() {
    return document.activeElement === this.input && this.input.value !== "" && this.input.value !== this.shownName();
  }

  shownName() {
    return this.select.value ? this.select.selectedOptions[0].textContent.trim() : "";
  }

  show() {
    this.input.value = this.shownName();
    this.close();
  }

  search(pointed) {
    const typed = plain(this.input.value);
    this.found = typed ? this.nearest(typed) : [];
    this.draw(pointed);
    this.status.textContent = typed && !this.found.length ? this.select.dataset.none : "";
  }

  /** The list is in the order of the language already; sorting keeps it among equals. */
  nearest(typed) {
    return this.states
      .map((state) => ({ ...state, far: closeness(typed, state.shown, this.names[state.code] ?? []) }))
      .filter((state) => state.far < FAR)
      .sort((a, b) => a.far - b.far)
      .slice(0, LONGEST_LIST);
  }

  /** Draws the list again; a State the reader has moved to stays the one pointed at. */
  draw(pointed) {
    this.list.replaceChildren();
    this.found.forEach((state, index) => {
      const item = make("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" }, this.list);
      item.textContent = state.name;
    });
    this.list.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    const again = this.found.findIndex((state) => state.code === pointed);
    this.point(this.found.length ? Math.max(0, again) : -1);
  }

  point(index) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const item = this.list.children[index];
    if (!item) return this.input.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    return this.input.setAttribute("aria-activedescendant", item.id);
  }

  key(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing) return undefined;
    if (event.key === "Enter" && this.list.hidden) return this.leave(); // the form is being sent
    if (event.key in moves) this.step(moves[event.key]);
    else if (event.key === "Enter") this.choose(this.active);
    else if (event.key === "Escape" && this.input.value !== this.shownName()) this.show();
    else return undefined;
    return event.preventDefault();
  }

  step(by) {
    if (!this.list.hidden) this.point((this.active + by + this.found.length) % this.found.length);
    else this.open();
  }

  /** An arrow in a closed box shows all States, from the chosen one on. */
  open() {
    this.found = this.states;
    this.draw(this.select.value);
  }

  click(event) {
    const item = event.target.closest("[role=option]");
    if (item) this.choose([...this.list.children].indexOf(item));
  }

  choose(index) {
    this.set(this.found[index].code);
    this.show();
  }

  /** Leaving the box: the one State it can be is chosen; other text is sent as typed, the server knows more. */
  leave() {
    if (this.input.value === this.shownName()) return this.close();
    const typed = plain(this.input.value);
    const near = typed ? this.nearest(typed) : [];
    const exact = near.filter((state) => state.far === 0);
    const meant = exact.length === 1 || near.length !== 1 ? exact : near;
    this.set(meant.length === 1 ? meant[0].code : this.keep(this.input.value.trim()));
    this.show();
    return (this.status.textContent = typed && !meant.length ? this.select.dataset.none : "");
  }

  keep(text) {
    if (text) make("option", { value: text }, this.select).textContent = text;
    return text;
  }

  set(code) {
    if (this.select.value === code) return;
    this.select.value = code;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }
}

document.querySelectorAll("select[data-country-picker]").forEach((select) => new CountryPicker(select));
