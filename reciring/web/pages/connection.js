// The connection of a page with the server: the newest state, however the network behaves, and small helpers.
// Scripts are plain ES2018: old phones and tablets in a room must be able to read them.
"use strict";

const texts = JSON.parse(document.getElementById("texts").content.textContent);

/** The text of a key, with its {placeholders} filled in. */
function text(key, values) {
  return texts[key].replace(/\{(\w+)\}/g, (all, name) => (values && name in values ? String(values[name]) : all));
}

/** The element with an id. */
function element(id) {
  return document.getElementById(id);
}

/** Names side by side. None of them changes the direction of the others. */
function isolated(names) {
  return names.map((name) => "\u2068" + name + "\u2069").join(" · ");
}

/** Set the text of an element, only if it differs, so that a screen reader is not disturbed. */
function setText(target, value) {
  if (target.textContent !== value) target.textContent = value;
}

/** Show or hide an element. */
function show(target, visible) {
  if (target.hidden === visible) target.hidden = !visible;
}

/** Fill a list with one element per value. Elements of unchanged values stay, so nothing flickers or loses the focus. */
function fillList(list, values, key, makeElement) {
  const old = new Map(Array.from(list.children, (child) => [child.dataset.key, child]));
  values.forEach((value, index) => {
    const name = key(value);
    let child = old.get(name);
    old.delete(name);
    if (!child) {
      child = makeElement(value);
      child.dataset.key = name;
    }
    if (list.children[index] !== child) list.insertBefore(child, list.children[index] || null);
  });
  while (list.children.length > values.length) list.lastChild.remove();
}

/** An element with a class and a text. */
function make(tag, className, content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (content) made.textContent = content;
  return made;
}

/** A request with a deadline. Resolves to {status, body}; rejects if no answer came. Questions are soon asked again. */
async function request(method, path, body) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), method === "GET" ? 4000 : 8000);
  try {
    const options = { method, cache: "no-store", credentials: "same-origin", signal: abort.signal };
    if (body !== undefined) {
      options.headers = { "Content-Type": "application/json" };
      options.body = JSON.stringify(body);
    }
    const response = await fetch(path, options);
    const answer = await response.json().catch(() => ({}));
    return { status: response.status, body: answer };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Follows the ring. `onState(state)` gets the whole present state; `onSilence(seconds)` how long nothing was heard,
 * once a second. The stream is opened again when it is silent or refused; meanwhile the page asks every few seconds.
 */
class Connection {
  constructor(onState, onSilence) {
    this.onState = onState;
    this.onSilence = onSilence;
    this.state = null;
    this.heard = performance.now(); // of anything
    this.streamHeard = 0;
    this.opened = 0;
    this.tries = 0;
    this.asking = false;
    this.nextAsk = 0;
    this.source = null;
    this.open();
    this.ask();
    setInterval(() => this.watch(), 1000);
    for (const event of ["pageshow", "online", "focus"]) window.addEventListener(event, () => this.awake());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.awake());
  }

  /** Join with a code or as a participant; return whether that worked. The page says why not. */
  async join(body) {
    try {
      const answer = await request("POST", "/api/join", body);
      const joined = answer.status === 201;
      setText(element("join-error"), joined ? "" : answer.body.error || "");
      if (joined) {
        this.take(answer.body);
        this.open();
      }
      return joined;
    } catch (error) {
      setText(element("join-error"), text("closed"));
      return false;
    }
  }

  open() {
    if (this.source) this.source.close();
    this.source = null;
    this.opened = performance.now();
    this.streamHeard = 0;
    let source;
    try {
      source = new EventSource("/api/live");
    } catch (error) {
      return; // A blocker forbids streams: the page keeps asking.
    }
    this.source = source;
    source.onmessage = (event) => {
      this.tries = 0;
      this.streamHeard = performance.now();
      this.take(JSON.parse(event.data));
    };
  }

  /** The page is seen again, or the network is back: show what is true now. */
  awake() {
    this.asking = false; // A question from before may wait for a network that is gone.
    this.ask();
    if (performance.now() - Math.max(this.streamHeard, this.opened) > 5000) this.open();
  }

  /** Once a second: notice a silent stream, ask instead of it, and say since when nothing was heard. */
  watch() {
    const now = performance.now();
    const refused = !this.source || this.source.readyState === 2;
    const silent = now - Math.max(this.streamHeard, this.opened) > 9000;
    const pause = Math.min(30000, 1000 * Math.pow(2, this.tries));
    if ((refused && now - this.opened > pause) || silent) {
      this.tries += 1;
      this.open();
    }
    if (now - this.streamHeard > 4500 && now > this.nextAsk) this.ask();
    this.onSilence((now - this.heard) / 1000);
  }

  async ask() {
    if (this.asking) return;
    this.asking = true;
    this.nextAsk = performance.now() + 3000 + Math.random() * 1000;
    try {
      const answer = await request("GET", "/api/ring");
      if (answer.status === 200) this.take(answer.body);
    } catch (error) {
      // No answer: the next question follows in a few seconds, and the page says since when it has heard nothing.
    } finally {
      this.asking = false;
    }
  }

  take(state) {
    this.heard = performance.now();
    const known = this.state;
    const sameRun = known && known.run === state.run;
    if (sameRun && state.version < known.version) return; // an answer that was overtaken by a newer one
    if (state.heartbeat) {
      if (!sameRun || state.version !== known.version) {
        this.ask();
        return;
      }
      this.state = Object.assign({}, known, { clock: state.clock });
    } else {
      this.state = state;
    }
    if (this.state.clock) this.state.clock.since = performance.now();
    this.onState(this.state);
  }
}

/** Milliseconds that remain of the countdown of a state; null without one. Negative: overtime. */
function remaining(state) {
  if (!state || !state.clock) return null;
  const passed = state.clock.paused ? 0 : performance.now() - state.clock.since;
  return state.clock.remaining - passed;
}

/** Milliseconds as the console writes them: 3:42, or -0:07 in overtime. */
function digits(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const size = Math.abs(seconds);
  const minutes = Math.floor(size / 60);
  return (seconds < 0 ? "-" : "") + minutes + ":" + String(size % 60).padStart(2, "0");
}

/** "", "amber" or "over", as in the console. */
function clockState(state) {
  const left = remaining(state);
  if (left === null || state.clock.paused) return "";
  if (left < 0) return "over";
  return left <= state.clock.total / 5 ? "amber" : "";
}

/** Draw the countdown in an element, now and four times a second. Other words change with the state only. */
function drawClock(target, getState) {
  const draw = () => {
    const state = getState();
    const left = remaining(state);
    setText(target, left === null ? "" : state.clock.paused ? text("paused") : digits(left));
    target.dataset.state = clockState(state);
  };
  setInterval(draw, 250);
  return draw;
}

/** A new id for a hand-in: 32 hexadecimal digits. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Storage that may be full or forbidden: then this page forgets, and everything else works. */
const storage = {
  get(key, otherwise) {
    try {
      const value = localStorage.getItem("reciring-" + key);
      return value === null ? otherwise : JSON.parse(value);
    } catch (error) {
      return otherwise;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem("reciring-" + key, JSON.stringify(value));
      return true;
    } catch (error) {
      return false;
    }
  },
};
