// The page of the stage: what the whole room reads from a beamer.
"use strict";

let connection = null;
const MOST_OF_LIST = 0.45; // of the window's height
const LIST_SIZE = 0.034; // of the letters of the list, of the window's height
const LINE_HEIGHT = 1.2; // of the question, as in the style sheet
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
  if (!page) {
    document.body.dataset.holds = "heading";
    setText(element("name"), text("stage_elsewhere"));
    return;
  }
  document.body.dataset.phase = state.phase;
  document.body.dataset.shows = page.shows;
  setText(element("title"), page.left);
  setText(element("number"), page.right);
  setText(element("name"), page.heading);
  setText(element("text"), page.text);
  fillList(element("offers"), page.items, (it) => JSON.stringify(it), drawItem);
  setText(element("none"), page.items.length ? "" : page.none);
  setText(element("next"), isolated(page.foot.split(" · ")));
  document.body.dataset.holds = page.text ? "text" : page.items.length ? "items" : "heading";
  document.body.dataset.keeps = page.keepLast ? "last" : "first";
  drawJoin(state.join);
  drawWifi(state.wifi);
  drawClockNow();
  drawTimeOfDay();
  fit();
}

function drawItem(it) {
  const item = make("li", "entry");
  const lead = make("strong", "");
  lead.append(make("bdi", "", it.lead));
  item.append(lead, " ", make("bdi", "", it.text));
  if (it.trail) item.append(" ", make("span", it.missing ? "missing" : "when", it.trail));
  return item;
}

/** The address and the code that phones need to join, and both in a QR code: dark on light, whatever the colours. */
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

/** The largest size between two that still fits; the smaller one if it does not fit even then. */
function largest(low, high, fits) {
  for (let step = 0; step < 9; step += 1) {
    const size = (low + high) / 2;
    if (fits(size)) low = size;
    else high = size;
  }
  return low;
}

/**
 * Make the text as large as fits, and never smaller than one thirtieth of the window's height; without a text the list.
 * Items make place for the text: those that do not fit are counted instead of shown. A text that does not fit even so
 * ends with an ellipsis.
 */
function fit() {
  const height = window.innerHeight;
  const list = element("offers");
  const holds = document.body.dataset.holds;
  const textFits = (size) => {
    const target = element("text");
    const box = element("text-box");
    target.style.fontSize = size + "px";
    return target.scrollHeight <= box.clientHeight && target.scrollWidth <= box.clientWidth;
  };
  const listFits = (size) => {
    list.style.fontSize = size + "px";
    return list.scrollHeight <= (holds === "text" ? height * MOST_OF_LIST : list.clientHeight);
  };
  element("text").style.webkitLineClamp = "none";
  const items = Array.from(list.children);
  for (let hidden = 0; hidden <= items.length; hidden += 1) {
    items.forEach((item, index) => {
      show(item, document.body.dataset.keeps === "last" ? index >= hidden : index < items.length - hidden);
    });
    list.dataset.more = hidden ? "+" + hidden : "";
    if (listFits(height * LIST_SIZE) && (holds !== "text" || textFits(height / 30))) break;
  }
  if (holds === "items") listFits(largest(height * LIST_SIZE, height * LIST_SIZE * 1.8, listFits));
  if (holds !== "text") return;
  const size = largest(height / 30, height / 6, textFits);
  if (!textFits(size)) element("text").style.webkitLineClamp = String(Math.floor(element("text-box").clientHeight / (size * LINE_HEIGHT)));
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
