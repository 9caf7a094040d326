// Two people in one form: what the others wrote meanwhile comes onto the page, into questions that nobody is busy with
// here. It is asked for while the page can be seen; asking does not count as being there.
//
// Answered: {"now": "...", "closed": "why nobody can go on, or nothing", "answers": {"question": {"version": 8,
//           "fields": {"name": ["value"]}, "said": "Ada B wrote this at 10:40."}}}

const EVERY = 15000;
const VERSION = "v.";

// Let the fields of these names say these values, as if the page had come with them.
export function fill(form, answers, { asSent = false } = {}) {
  for (const [name, values] of Object.entries(answers)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = values.includes(field.value);
        if (asSent) field.defaultChecked = field.checked;
      } else {
        field.value = values[0] ?? "";
        if (asSent && field.tagName !== "SELECT") field.defaultValue = field.value;
      }
    }
  }
}

export class Beside {
  // busy: whether somebody here has words of their own in one of these fields; say: what stands beside the title.
  constructor(form, { busy, say }) {
    Object.assign(this, { form, busy, say, since: form.dataset.since, waiting: new Map() });
    window.setInterval(() => document.hidden || this.ask(), EVERY);
    document.addEventListener("visibilitychange", () => document.hidden || this.ask());
    form.addEventListener("focusout", () => window.setTimeout(() => this.show()));
  }

  async ask() {
    const asked = new URLSearchParams({ since: this.since, page: this.form.elements.page.value });
    let said;
    try {
      const answer = await fetch(`${this.form.dataset.others}?${asked}`, {
        redirect: "error", cache: "no-store", headers: { Accept: "application/json" },
      });
      if (!answer.ok) return;
      said = await answer.json();
    } catch (away) {
      return; // asked again soon; that the line is down is said where something is to be saved
    }
    this.since = said.now;
    for (const [name, theirs] of Object.entries(said.answers)) this.waiting.set(name, theirs);
    this.show();
    if (said.closed) this.say(said.closed, "unsaved");
  }

  show() {
    for (const [name, { version, fields, said }] of this.waiting) {
      const question = this.form.querySelector(`[data-question="${CSS.escape(name)}"]`);
      const shown = this.form.elements[VERSION + name];
      if (!question || Number(shown.value) >= version) {
        this.waiting.delete(name);
      } else if (this.busy(Object.keys(fields))) {
        this.note(question, `${said} Your words are kept beside them, and you can choose.`);
      } else if (!question.contains(document.activeElement)) {
        fill(this.form, fields, { asSent: true });
        shown.value = version;
        this.waiting.delete(name);
        this.note(question, said, { calm: true });
      }
    }
  }

  note(question, words, { calm = false } = {}) {
    const place = question.querySelector("[data-beside]");
    if (!place) return;
    place.toggleAttribute("data-calm", calm);
    if (place.textContent !== words) place.textContent = words;
  }
}
