// Finds the pages that hold all words that are typed, each by its first letters, as one types.
// All text of the pages stands in this page; nothing is asked of anybody.
(function () {
  "use strict";
  var LEAST = 2, BEFORE = 40, AFTER = 110;

  function folded(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  // The folded text and, for each of its letters, where it comes from: the part shown is the page's own.
  function keyed(text) {
    var key = "", at = [];
    for (var k = 0; k < text.length; k += 1) {
      var letters = folded(text[k]);
      for (var n = 0; n < letters.length; n += 1) { at.push(k); }
      key += letters;
    }
    return { key: key, at: at };
  }

  // Where a word begins with these letters, else -1.
  function begins(key, letters) {
    for (var at = key.indexOf(letters); at >= 0; at = key.indexOf(letters, at + 1)) {
      if (at === 0 || !/[\p{L}\p{N}]/u.test(key[at - 1])) { return at; }
    }
    return -1;
  }

  var pages = JSON.parse(document.getElementById("pages").textContent);
  var items = Array.prototype.slice.call(document.querySelectorAll("ol.pages > li"));
  var form = document.querySelector("form");
  var input = document.getElementById("words");
  var found = document.getElementById("found");
  var keys = pages.map(function (page) {
    var text = keyed(page.text);
    return { name: folded(page.name), text: page.text, key: text.key, at: text.at };
  });

  function part(page, letters) {
    var at = begins(page.key, letters);
    if (at < 0) { return ""; }
    var start = Math.max(0, page.at[at] - BEFORE), end = page.at[at] + AFTER;
    var text = page.text.slice(start, end);
    if (start) { text = "… " + text.replace(/^\S*\s+/, ""); }
    return end < page.text.length ? text.replace(/\s+\S*$/, "") + " …" : text;
  }

  function show() {
    var words = folded(input.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    var asked = words.join("").length >= LEAST;
    var count = 0;
    keys.forEach(function (page, n) {
      var holds = words.every(function (word) {
        return begins(page.name, word) >= 0 || begins(page.key, word) >= 0;
      });
      var line = items[n].querySelector(".part");
      items[n].hidden = asked && !holds;
      line.hidden = !asked || !holds;
      line.textContent = asked && holds ? part(page, words[0]) : "";
      count += asked && holds ? 1 : 0;
    });
    found.textContent = !asked ? "" : count === 0 ? "No page has all these words."
      : count === 1 ? "1 page has them." : count + " pages have them.";
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  input.addEventListener("input", show);
  show();
}());
