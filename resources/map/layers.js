// Over the tour, in the window alone: every school of the directory and the lines of districts.
// Points, codes and numbers come as JSON; the window says what a school is when it is picked.
(function () {
  "use strict";
  var map = window.map_tour;
  if (!map || !window.tourMap) { return; }
  var palette = null;
  // Pixels, zoom, pixels, part of the window's size on each side, pixels, points.
  var CELL = 64, APART = 12, REACH = 8, ROOM = 0.25, STEP = 2, PIECE = 128;

  // One canvas for all: what is blended while the map is dragged costs by its size.
  var xs = null, ys = null, drawn = [], shift = null;
  map.createPane("over").style.zIndex = 408;
  var sheet = L.DomUtil.create("canvas", "over", map.getPane("over"));
  sheet.style.pointerEvents = "none";
  sheet.setAttribute("aria-hidden", "true"); // the window's list is their equal

  function across(lon) { return lon / 360 + 0.5; }
  function down(lat) {
    var sine = Math.sin(lat * Math.PI / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  // -- schools: those that would lie over each other are one circle with their count --------------
  function groups(corner, whole) {
    var scale = 256 * Math.pow(2, map.getZoom());
    var joined = map.getZoom() < APART;
    var found = [], cells = new Map();
    for (var i = 0; i < xs.length; i += 1) {
      var wx = xs[i] * scale, wy = ys[i] * scale, x = wx - corner.x, y = wy - corner.y;
      if (x < -CELL || y < -CELL || x > whole.x + CELL || y > whole.y + CELL) { continue; }
      if (!joined) { found.push({ x: x, y: y, count: 1, place: i }); continue; }
      var key = Math.floor(wx / CELL) * 4194304 + Math.floor(wy / CELL);
      var cell = cells.get(key);
      if (cell) {
        cell.x += x; cell.y += y; cell.count += 1;
      } else {
        cell = { x: x, y: y, count: 1, place: i };
        cells.set(key, cell);
        found.push(cell);
      }
    }
    found.forEach(function (one) { one.x /= one.count; one.y /= one.count; });
    return found;
  }
  function radius(one) { return one.count === 1 ? 4 : Math.min(10 + 3 * Math.log10(one.count), 20); }

  function draw() {
    var size = map.getSize();
    drawn = [];
    sheet.hidden = (!xs && !Object.keys(kinds).length) || !palette || size.x < 1;
    if (sheet.hidden) { return; }
    shift = size.multiplyBy(ROOM).round();
    var whole = size.add(shift.multiplyBy(2)), ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(sheet, map.containerPointToLayerPoint(shift.multiplyBy(-1)));
    sheet.width = whole.x * ratio; sheet.height = whole.y * ratio;
    sheet.style.width = whole.x + "px"; sheet.style.height = whole.y + "px";
    var pen = sheet.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    var corner = map.getPixelBounds().min.subtract(shift);
    drawBorders(pen, corner, whole);
    if (!xs) { return; }
    pen.font = "600 11px sans-serif";
    pen.textAlign = "center"; pen.textBaseline = "middle";
    drawn = groups(corner, whole);
    drawn.forEach(function (one) {
      pen.beginPath();
      pen.arc(one.x, one.y, radius(one), 0, 2 * Math.PI);
      pen.fillStyle = palette.land;
      pen.strokeStyle = palette.place;
      pen.lineWidth = 1.5;
      pen.fill(); pen.stroke();
      if (one.count > 1) {
        pen.fillStyle = palette.ink;
        pen.fillText(String(one.count), one.x, one.y + 0.5);
      }
    });
  }

  map.on("click", function (event) {
    if (!xs || !shift) { return; }
    var at = event.containerPoint.add(shift), best = null, least = Infinity;
    drawn.forEach(function (one) {
      var gap = Math.hypot(one.x - at.x, one.y - at.y);
      if (gap < least && gap <= radius(one) + REACH) { best = one; least = gap; }
    });
    if (!best) { return; }
    if (best.count === 1) { window.tourMap.pick("school-at:" + best.place); return; }
    var middle = L.point(best.x, best.y).subtract(shift);
    window.tourMap.zoom(0); // the view is no longer that of the whole tour
    map.setView(map.containerPointToLatLng(middle), Math.min(map.getZoom() + 2, map.getMaxZoom()));
  });

  // -- districts: each kind in a line pattern of its own, named by its code -----------------------
  var kinds = {};
  var codes = L.layerGroup().addTo(map);
  map.createPane("codes").style.zIndex = 412;
  map.getPane("codes").style.pointerEvents = "none";

  // Lines are kept in short pieces, of which those in view are drawn, no point nearer than STEP.
  function drawBorders(pen, corner, whole) {
    var scale = 256 * Math.pow(2, map.getZoom());
    pen.strokeStyle = palette.ink; pen.lineWidth = 1.3; pen.globalAlpha = 0.75;
    Object.keys(kinds).forEach(function (name) {
      pen.setLineDash(kinds[name].dash);
      pen.beginPath();
      kinds[name].pieces.forEach(function (piece) {
        var box = piece.box;
        if (box[0] * scale > corner.x + whole.x || box[2] * scale < corner.x ||
            box[1] * scale > corner.y + whole.y || box[3] * scale < corner.y) { return; }
        var points = piece.points, last = points.length - 2, x0 = Infinity, y0 = Infinity;
        for (var i = 0; i <= last; i += 2) {
          var x = points[i] * scale - corner.x, y = points[i + 1] * scale - corner.y;
          if (i === 0) {
            pen.moveTo(x, y);
          } else if (i < last && Math.abs(x - x0) + Math.abs(y - y0) < STEP) {
            continue;
          } else {
            pen.lineTo(x, y);
          }
          x0 = x; y0 = y;
        }
      });
      pen.stroke();
    });
    pen.setLineDash([]); pen.globalAlpha = 1;
  }

  function drawCodes() {
    codes.clearLayers();
    var size = map.getSize(), taken = [];
    Object.keys(kinds).forEach(function (name) {
      kinds[name].codes.forEach(function (code) {
        var at = map.latLngToContainerPoint(code.at), half = code.text.length * 3.6 + 6;
        if (at.x < 0 || at.y < 0 || at.x > size.x || at.y > size.y) { return; }
        var free = taken.every(function (other) {
          return Math.abs(at.x - other[0]) > half + other[2] || Math.abs(at.y - other[1]) > 18;
        });
        if (!free) { return; }
        taken.push([at.x, at.y, half]);
        var label = document.createElement("span");
        label.className = "code";
        label.textContent = code.text;
        codes.addLayer(L.marker(code.at, {
          icon: L.divIcon({ className: "code-icon", html: label, iconSize: [0, 0] }),
          interactive: false, keyboard: false, pane: "codes"
        }));
      });
    });
  }

  // Many things change at once, such as look, schools and lines when the page is filled.
  var isDue = false;
  function drawSoon() {
    if (isDue) { return; }
    isDue = true;
    requestAnimationFrame(function () { isDue = false; draw(); drawCodes(); });
  }
  map.on("draw:look", function (event) { palette = event.palette; drawSoon(); });
  map.on("moveend viewreset resize", function () { draw(); drawCodes(); });

  // -- what the window asks -------------------------------------------------------------------------
  // Latitude and longitude of each school in steps of a grid, each from the one before; null = none.
  window.tourMap.schools = function (made) {
    xs = ys = null;
    if (made) {
      var flat = made.points, count = flat.length / 2, lat = 0, lon = 0;
      xs = new Float64Array(count); ys = new Float64Array(count);
      for (var i = 0; i < count; i += 1) {
        lat += flat[2 * i]; lon += flat[2 * i + 1];
        xs[i] = across(lon / made.grid);
        ys[i] = down(lat / made.grid);
      }
    }
    drawSoon();
  };
  // Lines as longitude and latitude in steps of a grid, the first from zero; null = none.
  window.tourMap.districts = function (name, made) {
    delete kinds[name];
    if (made) {
      var pieces = [];
      made.lines.forEach(function (flat) {
        var x = 0, y = 0, all = new Float64Array(flat.length);
        for (var i = 0; i < flat.length; i += 2) {
          x += flat[i]; y += flat[i + 1];
          all[i] = across(x / made.grid);
          all[i + 1] = down(y / made.grid);
        }
        for (var at = 0; at < all.length - 2; at += 2 * PIECE) {
          var points = all.subarray(at, at + 2 * PIECE + 2), box = [1, 1, 0, 0];
          for (var k = 0; k < points.length; k += 2) {
            box[0] = Math.min(box[0], points[k]); box[2] = Math.max(box[2], points[k]);
            box[1] = Math.min(box[1], points[k + 1]); box[3] = Math.max(box[3], points[k + 1]);
          }
          pieces.push({ points: points, box: box });
        }
      });
      kinds[name] = { dash: made.dash, codes: made.codes, pieces: pieces };
    }
    drawSoon();
  };
})();
