(function () {
"use strict";
function by(id) { return document.getElementById(id); }
function each(list, act) { for (var i = 0; i < list.length; i++) { act(list[i], i); } }
var stale = by("stale"), minutes = Math.floor((Date.now() - Date.parse(stale.getAttribute("data-now"))) / 60000);
if (minutes >= 15) {
var unit = minutes < 120 ? "minutes" : "hours";
stale.appendChild(document.createTextNode(stale.getAttribute("data-" + unit).replace("#", unit === "hours" ? Math.floor(minutes / 60) : minutes)));
stale.hidden = false;
}
window.addEventListener("beforeprint", function () { each(document.querySelectorAll("details"), function (d) { d.setAttribute("open", ""); }); });
var touched = 0;
each(["keydown", "mousedown", "touchstart", "wheel"], function (what) { window.addEventListener(what, function () { touched = Date.now(); }); });
setInterval(function () { if (Date.now() - touched > 60000) { location.reload(); } }, 60000);
var RANKS = { late: 7, due: 6, met_late: 5, provisional: 4, upcoming: 3, met: 2, waived: 1 };
function worth(cell) {
var text = cell.textContent, part = /^(\d+)\/(\d+)$/.exec(text), days = /\d+/.exec(text), rank = RANKS[cell.className] || 0;
if (part) { return 2 - part[1] / part[2]; }
return rank * 100000 + (days ? (rank === 6 ? -days[0] : +days[0]) : 0);
}
function sortable(table) {
var body = table.tBodies[0], rows = [].slice.call(body.rows), heads = table.querySelectorAll("[data-sort]"), state = [0, -1];
each(rows, function (row, i) { row.home = i; });
function sort(at, down) {
state = [at, down];
var keyed = rows.map(function (row) { return [at === 0 ? -row.home : worth(row.cells[at]), row]; });
keyed.sort(function (a, b) { return down * (a[0] - b[0]) || a[1].home - b[1].home; });
each(keyed, function (pair) { body.appendChild(pair[1]); });
each(heads, function (head, i) { head.setAttribute("aria-sort", i !== at ? "none" : down < 0 ? "descending" : "ascending"); });
}
each(heads, function (head, i) {
var words = head.querySelector(".arrow"), button = document.createElement("button");
button.type = "button";
button.className = "arrow";
button.appendChild(document.createTextNode(words.textContent));
head.replaceChild(button, words);
button.addEventListener("click", function () { sort(i, i > 0 && state[0] === i ? -state[1] : -1); });
});
return { rows: rows, heads: heads, sort: sort, state: function () { return state; } };
}
var table = by("matrix");
if (!table) { return; }
var matrix = sortable(table), heat = sortable(by("heat"));
var who = by("who"), what = by("what"), bad = by("bad"), detail = by("detail"), found = by("found"), groups = [];
by("controls").hidden = false;
detail.hidden = !detail.getAttribute("data-hint");
detail.appendChild(document.createTextNode(detail.getAttribute("data-hint")));
each(table.tHead.rows[0].cells, function (head, i) { for (var n = 0; n < (i ? head.colSpan : 0); n++) { groups.push(String(i - 1)); } });
function filter() {
var wanted = who.value.replace(/\s/g, "").toLowerCase(), group = what ? what.value : "", shown = 0, hidden = {};
each(matrix.rows, function (row) {
var late = false;
each(row.cells, function (cell, i) {
if (i) { cell.hidden = group !== "" && groups[i - 1] !== group; late = late || (!cell.hidden && cell.className === "late"); }
});
row.hidden = row.cells[0].textContent.toLowerCase().indexOf(wanted) < 0 || (bad.checked && !late);
hidden[row.cells[0].textContent] = row.hidden;
shown += !row.hidden;
});
each(heat.rows, function (row) { row.hidden = hidden[row.cells[0].textContent]; });
each(table.tHead.rows[0].cells, function (head, i) { head.hidden = i > 0 && group !== "" && String(i - 1) !== group; });
each(table.tHead.rows[1].cells, function (head, i) { head.hidden = group !== "" && groups[i] !== group; });
found.textContent = found.getAttribute("data-found").replace("#", shown);
}
table.tBodies[0].addEventListener("click", function (e) {
var cell = e.target;
while (cell && cell !== table && cell.nodeName !== "TD") { cell = cell.parentNode; }
if (cell && cell.title) { detail.textContent = cell.title; }
});
each([who, bad].concat(what ? [what] : []), function (input) { input.addEventListener("input", filter); input.addEventListener("change", filter); });
window.addEventListener("hashchange", function () { var page = location.hash.length > 1 && by(location.hash.slice(1)); if (page) { page.focus(); } });
function remember() {
try { sessionStorage.setItem("recordkit-board", JSON.stringify([who.value, what ? what.value : "", bad.checked, matrix.state()])); } catch (no) { return; }
}
try {
var kept = JSON.parse(sessionStorage.getItem("recordkit-board"));
if (kept) {
who.value = kept[0];
if (what) { what.value = kept[1]; }
bad.checked = kept[2];
if (kept[3][0] > 0 && kept[3][0] < matrix.heads.length) { matrix.sort(kept[3][0], kept[3][1]); }
}
} catch (no) { kept = null; }
filter();
window.addEventListener("pagehide", remember);
window.addEventListener("beforeunload", remember);
}());
