// The page of a second typist: the entry line with its preview, the newest entries, and the circle.
"use strict";

let connection = null;
let begun = 0; // when the first letter of the line was typed, by this page's own counter
let begunQuestion = null;
let asked = 0; // the number of the newest preview that was asked for
const line = element("line");
const drawClockNow = drawClock(element("clock"), () => connection && connection.state);

function onState(state) {
  setText(element("title"), state.title || document.title);
  const typist = state.typist;
  show(element("join"), !typist);
  show(element("work"), Boolean(typist));
  if (!typist) return;
  const asking = state.asking;
  show(element("asking"), Boolean(asking));
  if (asking) {
    setText(element("asking-number"), text("question_of", { number: asking.number, of: asking.of }));
    setText(element("asking-name"), asking.asker);
    setText(element("asking-text"), asking.text);
  }
  fillList(element("circle"), typist.circle, (one) => JSON.stringify(one), drawPerson);
  fillList(element("entries"), typist.entries.slice().reverse(), (one) => JSON.stringify(one), drawEntry);
  drawClockNow();
}

function drawPerson(one) {
  const button = make("button", "tab" + (one.asks ? " asks" : ""), one.seat + " " + one.name);
  button.type = "button";
  button.setAttribute("aria-pressed", String(one.speaks));
  button.addEventListener("click", () => {
    const tapped = performance.now();
    button.setAttribute("aria-pressed", "true");
    sendSoon("/api/floor", { id: newId(), who: one.who }, tapped);
  });
  return button;
}

function drawEntry(one) {
  const item = make("li", "entry");
  const words = make("p");
  words.dir = "auto";
  words.append(make("strong", "", one.number + " " + (one.who || "?")), " → " + one.for + ": ");
  words.append((one.stars ? "★".repeat(one.stars) + " " : "") + (one.kind ? one.kind + ": " : "") + one.text);
  item.append(words);
  if (one.when) item.append(make("p", "hint", one.when));
  const edit = make("button", "quiet", text("edit"));
  edit.type = "button";
  edit.addEventListener("click", () => begin(one.number + "= "));
  const star = make("button", "quiet", "★");
  star.type = "button";
  star.setAttribute("aria-label", text("star", { number: one.number }));
  star.addEventListener("click", () => sendSoon("/api/lines", { id: newId(), line: "/star " + one.number }, performance.now()));
  item.append(edit, " ", star);
  return item;
}

function begin(words) {
  line.value = words;
  line.focus();
  line.dispatchEvent(new Event("input"));
}

/** Send something until it is answered; it carries how long ago it happened, never when. */
async function sendSoon(path, body, happened) {
  for (let pause = 500; ; pause = Math.min(8000, pause * 2)) {
    try {
      const ago = Math.round(performance.now() - happened);
      const answer = await request("POST", path, Object.assign({}, body, { ago }));
      if (answer.status < 500) return answer;
    } catch (error) {
      // Not reached: try again with the same id.
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

line.addEventListener("input", async () => {
  if (!line.value) begun = 0;
  else if (!begun) {
    begun = performance.now();
    begunQuestion = connection.state.asking ? connection.state.asking.question : null;
  }
  asked += 1;
  const mine = asked;
  if (!line.value) {
    showPreview({ says: "", options: [] });
    return;
  }
  try {
    const answer = await request("POST", "/api/preview", { line: line.value, question: begunQuestion });
    if (mine === asked && answer.status === 200) showPreview(answer.body);
  } catch (error) {
    // The next letter asks again.
  }
});

function showPreview(preview) {
  setText(element("preview"), preview.says);
  fillList(
    element("options"),
    preview.options,
    (option) => option.line,
    (option) => {
      const button = make("button", "tab", option.label);
      button.type = "button";
      button.addEventListener("click", () => begin(option.line));
      return button;
    }
  );
}

line.addEventListener("keydown", (event) => {
  const first = element("options").firstElementChild;
  if (event.key === "Tab" && first && !event.shiftKey) {
    event.preventDefault();
    begin(first.dataset.key);
  }
});

element("line-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!line.value.trim()) return;
  const sent = { id: newId(), line: line.value, question: begunQuestion };
  const answer = await sendSoon("/api/lines", sent, begun);
  if (answer.status === 201) {
    if (line.value === sent.line) begin("");
    setText(element("preview"), answer.body.says || "");
  } else {
    setText(element("preview"), answer.body.error || "");
    line.select();
  }
});

element("join-form").addEventListener("submit", (event) => {
  event.preventDefault();
  connection.join({ code: element("code").value });
});

function onSilence(seconds) {
  setText(element("status"), seconds > 8 ? text("kept") : "");
}

connection = new Connection(onState, onSilence);
