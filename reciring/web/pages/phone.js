// The page of a participant's phone.
"use strict";

let chosen = storage.get("who", ""); // whose hand-ins the forms make, if several people share this phone
let addingPerson = false;
let wasOffline = false;
let announced = "";

/** Hand-ins that are not answered yet, oldest first. Kept in the storage, so that a reload loses none. */
const queue = {
  items: storage.get("queue", []),
  sending: false,
  pause: 1000,

  add(body) {
    this.items = storage.get("queue", this.items);
    this.items.push({ body, written: Date.now() });
    this.save();
    this.send();
  },

  save() {
    storage.set("queue", this.items);
    if (connection) draw(connection.state);
  },

  remove(id) {
    this.items = storage.get("queue", this.items).filter((item) => item.body.id !== id);
    this.save();
  },

  async send() {
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.items.length) {
        const item = this.items[0];
        const ago = Math.max(0, Date.now() - item.written);
        const answer = await request("POST", "/api/hand-ins", Object.assign({}, item.body, { ago }));
        if (answer.status === 401 || answer.status === 429 || answer.status >= 500) throw new Error(answer.body.error);
        this.pause = 1000;
        if (answer.status !== 201) giveBack(item.body, answer.body.error || "");
        this.remove(item.body.id);
        connection.ask();
      }
    } catch (error) {
      this.pause = Math.min(30000, this.pause * 2);
      setTimeout(() => this.send(), this.pause);
    } finally {
      this.sending = false;
    }
  },
};

/** Put a text that the server refused back in its field, with the reason, unless something else is being typed there. */
function giveBack(body, reason) {
  const form = element(body.kind + "-form");
  const field = element(body.kind + "-text");
  if (!field.value) {
    field.value = body.text;
    keepDraft(field);
  }
  setText(form.querySelector(".error"), reason);
}

// --- drafts: what is typed is kept per field, with the question that it was begun for ----------------------------------

const fields = ["question-text", "offer-text", "reflection-text"].map(element);

function keepDraft(field) {
  const begun = (storage.get("draft-" + field.id, {}) || {}).question;
  const asking = connection && connection.state && connection.state.asking;
  const question = field.value ? begun || (asking ? asking.question : "") : "";
  storage.set("draft-" + field.id, { text: field.value, question, name: asking && !begun ? asking.asker : draftName(field) });
}

function draftName(field) {
  return (storage.get("draft-" + field.id, {}) || {}).name || "";
}

for (const field of fields) {
  field.value = (storage.get("draft-" + field.id, {}) || {}).text || "";
  field.addEventListener("input", () => {
    keepDraft(field);
    setText(field.form.querySelector(".error"), "");
    if (connection.state) drawOfferFor(connection.state);
  });
}

// --- handing in --------------------------------------------------------------------------------------------------------

function onSubmit(kind, extra) {
  const form = element(kind + "-form");
  const field = element(kind + "-text");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const error = form.querySelector(".error");
    if (!field.value.trim()) {
      setText(error, text("write_first"));
      field.focus();
      return;
    }
    setText(error, "");
    queue.add(Object.assign({ id: newId(), who: chosen, kind, text: field.value }, extra(field)));
    field.value = "";
    keepDraft(field);
    form.reset();
  });
}

function checked(name) {
  return document.querySelector('input[name="' + name + '"]:checked').value;
}

onSubmit("question", () => ({ private: element("question-private").checked }));
onSubmit("offer", (field) => ({
  question: draftQuestion(field),
  offer_kind: checked("kind"),
  due: element("offer-day").value || null,
  private: element("offer-private").checked,
}));
onSubmit("reflection", () => ({
  reflection_kind: checked("reflection-kind"),
  due: element("reflection-day").value || null,
}));

/** The question that an offer is for: the one that was asked when its first letter was typed. */
function draftQuestion(field) {
  const kept = (storage.get("draft-" + field.id, {}) || {}).question;
  const asking = connection.state.asking;
  return kept || (asking ? asking.question : null);
}

// --- joining -----------------------------------------------------------------------------------------------------------

element("join-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await join({ code: element("code").value });
});

async function join(body) {
  if (await connection.join(body)) queue.send();
}

function joinWithLink() {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  element("code").value = code;
  join({ code });
}

element("add-person").addEventListener("click", () => {
  addingPerson = true;
  draw(connection.state);
});

async function chooseName(who) {
  addingPerson = false;
  choose(who);
  await join({ name: who });
}

function choose(who) {
  chosen = who;
  storage.set("who", who);
}

// --- drawing -----------------------------------------------------------------------------------------------------------

function draw(state) {
  if (!state) return;
  show(element("broken"), false);
  show(element("top"), true);
  setText(element("title"), state.title || document.title);
  const me = state.me || [];
  if (!me.some((person) => person.who === chosen)) choose(me.length ? me[0].who : "");
  const person = me.find((one) => one.who === chosen);
  show(element("join"), !state.joined);
  show(element("names"), state.joined && (!me.length || addingPerson));
  show(element("people"), Boolean(person));
  show(element("add-person"), Boolean(person) && !addingPerson);
  const phase = state.joined ? state.phase : "";
  show(element("asking"), Boolean(state.asking) && state.joined);
  show(element("offered"), Boolean(state.asking && state.offers.length) && state.joined);
  const prompts = phase && !state.asking ? state.prompts : [];
  show(element("prompts"), Boolean(prompts.length));
  const early = phase === "prepare" || phase === "introduction" || phase === "formulate" || phase === "round";
  show(element("question"), Boolean(person) && early && !person.question.asked);
  show(element("offer"), Boolean(person) && Boolean(state.asking || draftName(element("offer-text"))) && phase === "round");
  show(element("reflection"), Boolean(person) && (phase === "reflect" || phase === "done"));
  if (state.people) drawNames(state.people);
  if (person) drawPerson(state, me, person);
  if (state.asking) drawAsking(state);
  fillList(element("prompt-list"), prompts, (line) => line, (line) => make("li", "", line));
  const after = phase === "done" && person && person.confirmed;
  show(element("page"), Boolean(after));
  if (after) drawPage(person.who);
  drawOfferFor(state);
  drawClockNow();
  announce(state);
}

function drawNames(people) {
  fillList(
    element("name-list"),
    people,
    (one) => [one.who, one.name, one.organisation, one.taken].join("|"),
    (one) => {
      const item = make("li");
      const button = make("button", "choice");
      button.type = "button";
      const name = make("bdi", "", one.name);
      button.append(name);
      const detail = [one.organisation, one.taken ? text("taken") : ""].filter(Boolean).join(" · ");
      if (detail) button.append(make("span", "hint", detail));
      button.addEventListener("click", () => chooseName(one.who));
      item.append(button);
      return item;
    }
  );
}

function drawPerson(state, me, person) {
  fillList(
    element("person-list"),
    me,
    (one) => [one.who, one.name, one.who === chosen].join("|"),
    (one) => {
      const button = make("button", "tab", one.name);
      button.type = "button";
      button.setAttribute("aria-pressed", String(one.who === chosen));
      button.addEventListener("click", () => {
        choose(one.who);
        draw(connection.state);
      });
      return button;
    }
  );
  fillList(
    element("agree-list"),
    state.asksToJoin || [],
    (one) => one.device + one.who,
    (one) => {
      const row = make("p", "notice", text("same_name", { name: one.name }) + " ");
      const button = make("button", "quiet", text("agree"));
      button.type = "button";
      button.addEventListener("click", () => request("POST", "/api/agree", { who: one.who, device: one.device }).then(() => connection.ask(), () => {}));
      row.append(button);
      return row;
    }
  );
  show(element("not-confirmed"), !person.confirmed);
  setText(element("not-confirmed"), person.confirmed ? "" : text("not_confirmed"));
  const field = element("question-text");
  const known = person.question.text;
  if (known && !field.value && document.activeElement !== field && field.dataset.known !== known) {
    field.value = known;
    field.dataset.known = known;
  }
  const waiting = queue.items
    .filter((item) => item.body.who === person.who && !person.handIns.some((it) => it.id === item.body.id))
    .map((item) => Object.assign({ state: "sending", for: "", when: item.body.due || "" }, item.body));
  const entries = person.handIns.concat(waiting);
  show(element("mine"), Boolean(entries.length));
  fillList(element("mine-list"), entries, (it) => JSON.stringify(it), drawHandIn);
  show(element("received"), Boolean(person.received.length));
  fillList(element("received-list"), person.received, (it) => JSON.stringify(it), drawOffer);
}

function drawHandIn(it) {
  const item = make("li", "entry " + it.state);
  const words = make("p", "", it.text);
  words.dir = "auto";
  const became = it.state === "noted" && it.number ? text("noted_as", { number: it.number }) : text(it.state);
  const details = [it.for && text("for_question_of", { name: it.for }), it.when, it.private && text("private")];
  item.append(words, make("p", "hint", details.filter(Boolean).join(" · ")), make("p", "became", became));
  return item;
}

function drawOffer(offer) {
  const item = make("li", "entry");
  const words = make("p", "");
  const who = make("strong", "");
  who.append(make("bdi", "", offer.who));
  if (offer.who) words.append(who, " ");
  words.append((offer.stars ? "★ " : "") + (offer.kindTitle ? offer.kindTitle + ": " : ""), make("bdi", "", offer.text));
  item.append(words);
  const detail = [offer.when, offer.private ? text("private") : ""].filter(Boolean).join(" · ");
  if (detail) item.append(make("p", "hint", detail));
  return item;
}

function drawAsking(state) {
  const asking = state.asking;
  setText(element("asking-number"), text("question_of", { number: asking.number, of: asking.of }));
  setText(element("asking-name"), asking.asker);
  setText(element("asking-text"), asking.text);
  fillList(element("offers"), state.offers, (it) => JSON.stringify(it), drawOffer);
  setText(element("next"), state.next.length ? text("next", { who: isolated(state.next) }) : "");
}

function drawOfferFor(state) {
  const field = element("offer-text");
  const begun = (storage.get("draft-offer-text", {}) || {}).question;
  const other = field.value && begun && (!state.asking || begun !== state.asking.question);
  const name = other ? draftName(field) : state.asking ? state.asking.asker : "";
  setText(element("offer-for"), name ? text(other ? "other_question" : "for_question_of", { name }) : "");
}

/** Tell a screen reader what matters: who asks, and the last minute. */
function announce(state) {
  const asking = state.asking;
  const left = remaining(state);
  const last = asking && left !== null && !state.clock.paused && left > 0 && left <= 60000;
  const key = asking ? asking.question + (last ? "!" : "") : "";
  if (key === announced) return;
  announced = key;
  setText(element("announce"), !asking ? "" : last ? text("last_minute") : text("asks_now", { name: asking.asker }));
}

let pageOf = "";

async function drawPage(who) {
  element("calendar").href = "/api/me/calendar?who=" + encodeURIComponent(who);
  const key = who + connection.state.version;
  if (pageOf === key) return;
  pageOf = key;
  try {
    const answer = await request("GET", "/api/me/page?who=" + encodeURIComponent(who));
    if (answer.status === 200) drawOutline(element("page-body"), answer.body);
  } catch (error) {
    pageOf = "";
  }
}

/** An outline of headings, entries and rows, as the server has it for every format. */
function drawOutline(target, outline) {
  target.textContent = "";
  for (const section of outline.sections) {
    const part = make("section");
    part.append(make("h3", "", section.heading));
    for (const entry of section.entries) {
      if (entry.title) part.append(make("h4", "", entry.title));
      if (entry.text) part.append(make("p", "", entry.text));
      const list = make("ul", "entries");
      for (const row of entry.rows) {
        const words = [row.kind, row.who, row.text].filter(Boolean).join(" · ");
        const item = make("li", "entry");
        item.append(make("p", "", words));
        const detail = [row.when, row.detail].filter(Boolean).join(" · ");
        if (detail) item.append(make("p", "hint", detail));
        list.append(item);
      }
      if (entry.rows.length) part.append(list);
      else if (entry.empty_text) part.append(make("p", "hint", entry.empty_text));
    }
    for (const sentence of section.sentences) part.append(make("p", "", sentence));
    target.append(part);
  }
}

function onSilence(seconds) {
  const status = element("status");
  if (seconds > 8) {
    wasOffline = true;
    setText(status, text("kept"));
  } else if (wasOffline) {
    wasOffline = false;
    setText(status, text("connected"));
    setTimeout(() => setText(status, ""), 4000);
    queue.send();
  }
  if (connection.state) announce(connection.state);
}

let connection = null;
const drawClockNow = drawClock(element("asking-clock"), () => connection && connection.state);
connection = new Connection(onState, onSilence);
joinWithLink();
if (queue.items.length) queue.send();
window.addEventListener("online", () => queue.send());

function onState(state) {
  const unsent = queue.items.length || fields.some((field) => field.value && field.value !== field.dataset.known);
  if (state.build && state.build !== document.body.dataset.build && !unsent) {
    location.reload();
    return;
  }
  draw(state);
}
