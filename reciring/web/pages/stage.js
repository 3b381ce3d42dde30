// The page of the stage: what the whole room reads from a beamer.
"use strict";

let connection = null;
const drawClockNow = drawClock(element("clock"), () => connection && connection.state);
setInterval(drawTimeOfDay, 1000);

/** The time of day, before the ring begins: this computer's own, since the stage is shown on the same one. */
function drawTimeOfDay() {
  const now = new Date();
  const shown = document.body.dataset.shows === "clock";
  setText(element("time"), shown ? now.getHours() + ":" + String(now.getMinutes()).padStart(2, "0") : "");
}

function onState(state) {
  if (state.build && state.build !== document.body.dataset.build) {
    location.reload();
    return;
  }
  const page = state.stage;
  if (!page) return;
  document.body.dataset.phase = state.phase;
  document.body.dataset.shows = page.shows;
  setText(element("title"), page.left);
  setText(element("number"), page.right);
  setText(element("name"), page.heading);
  setText(element("text"), page.text);
  fillList(element("offers"), page.items, (it) => JSON.stringify(it), drawItem);
  setText(element("none"), page.items.length ? "" : page.none);
  setText(element("next"), page.foot);
  drawJoin(state.join);
  drawWifi(state.wifi);
  drawClockNow();
  drawTimeOfDay();
  fit();
}

function drawItem(it) {
  const item = make("li", "entry");
  item.append(make("strong", "", it.lead), " ", make("bdi", "", it.text));
  if (it.trail) item.append(" ", make("span", it.missing ? "missing" : "when", it.trail));
  return item;
}

/** The address and the code with which phones join, and both in a QR code: dark on light, whatever the colours. */
function drawJoin(join) {
  show(element("join"), Boolean(join));
  if (!join) return;
  setText(element("join-url"), join.url);
  setText(element("join-code"), join.code);
  showQr(element("qr"), join.modules);
}

/** The Wi-Fi that phones use, if the facilitator entered it. */
function drawWifi(wifi) {
  show(element("wifi"), Boolean(wifi));
  if (!wifi) return;
  setText(element("wifi-name"), wifi.name);
  setText(element("wifi-password"), wifi.password);
  showQr(element("wifi-qr"), wifi.modules);
}

/** Put a QR code into an element, unless it shows the same one already. */
function showQr(target, modules) {
  const key = modules.join("");
  if (target.dataset.key === key) return;
  target.dataset.key = key;
  target.textContent = "";
  target.append(drawQr(modules));
}

/** A QR code of rows of "0" and "1", with its margin of four modules. */
function drawQr(rows) {
  const space = "http://www.w3.org/2000/svg";
  const size = rows.length + 8;
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 " + size + " " + size);
  svg.setAttribute("shape-rendering", "crispEdges");
  const back = document.createElementNS(space, "rect");
  back.setAttribute("width", size);
  back.setAttribute("height", size);
  back.setAttribute("fill", "#ffffff");
  const path = document.createElementNS(space, "path");
  const squares = [];
  rows.forEach((row, y) => Array.from(row).forEach((bit, x) => bit === "1" && squares.push("M" + (x + 4) + " " + (y + 4) + "h1v1h-1z")));
  path.setAttribute("d", squares.join(""));
  path.setAttribute("fill", "#000000");
  svg.append(back, path);
  return svg;
}

/** Make the question as large as fits in its box, and never smaller than one thirtieth of the window's height. */
function fit() {
  const box = element("text-box");
  const target = element("text");
  let low = window.innerHeight / 30;
  let high = window.innerHeight / 6;
  for (let step = 0; step < 9; step += 1) {
    const size = (low + high) / 2;
    target.style.fontSize = size + "px";
    if (target.scrollHeight <= box.clientHeight && target.scrollWidth <= box.clientWidth) low = size;
    else high = size;
  }
  target.style.fontSize = low + "px";
}

function onSilence(seconds) {
  const since = new Date(Date.now() - seconds * 1000);
  const time = since.getHours() + ":" + String(since.getMinutes()).padStart(2, "0");
  setText(element("status"), seconds > 6 ? text("silent_since", { time }) : "");
  document.body.classList.toggle("silent", seconds > 6);
}

const THEMES = ["", "light", "dark"];

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  storage.set("theme", theme);
}

element("theme").addEventListener("click", () => {
  const now = THEMES.indexOf(document.documentElement.dataset.theme || "");
  applyTheme(THEMES[(now + 1) % THEMES.length]);
});
element("full").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen();
});
window.addEventListener("resize", fit);
applyTheme(storage.get("theme", ""));
connection = new Connection(onState, onSilence);
