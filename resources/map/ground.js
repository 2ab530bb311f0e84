// The ground of the map: land, water, lines of roads and borders, each layer in one stroke of a canvas.
// A mark of its own for every line, as Leaflet has it, costs ten times as much at each move.
(function () {
  "use strict";
  if (!window.L) { return; }
  // Pixels from one drawn point to the next; points of a piece of line; points of one stroke.
  var STEP = 1.5, PIECE = 64, STROKE = 4000;

  // A canvas that moves and grows with the map and is drawn anew when it rests, however many things
  // ask for it, once before the next frame.
  // draw(pen, corner, size): corner is the map's pixel in its upper left, size in pixels.
  window.TourSheet = L.Renderer.extend({
    options: { padding: 0.25, opaque: false, draw: null },
    _initContainer: function () {
      this._container = L.DomUtil.create("canvas", "sheet");
      this._container.style.pointerEvents = "none";
      this._container.setAttribute("aria-hidden", "true"); // the list is its equal
      this._pen = this._container.getContext("2d", { alpha: !this.options.opaque });
    },
    _destroyContainer: function () {
      L.DomUtil.remove(this._container);
      this._container = null;
    },
    _updatePaths: function () {},
    _update: function () {
      if (this._map._animatingZoom && this._bounds) { return; }
      L.Renderer.prototype._update.call(this);
      this.redrawSoon();
    },
    redrawSoon: function () {
      if (this._isDue || !this._map) { return; }
      this._isDue = true;
      L.Util.requestAnimFrame(function () {
        this._isDue = false;
        if (this._map) { this._redraw(); }
      }, this);
    },
    _redraw: function () {
      var box = this._container, size = this._bounds.getSize(), ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(box, this._bounds.min);
      box.width = Math.round(size.x * ratio); box.height = Math.round(size.y * ratio);
      // Pixel on pixel nothing has to be smoothed; where no graphics card does it, that takes half of
      // the time of a frame.
      box.style.imageRendering = ratio % 1 ? "" : "pixelated";
      box.style.width = size.x + "px"; box.style.height = size.y + "px";
      this._pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (size.x < 1 || size.y < 1) { return; }
      this.options.draw(this._pen, this._map.getPixelOrigin().add(this._bounds.min), size);
    },
    // Where a place of the map lies on the canvas.
    placeOf: function (latlng) { return this._map.latLngToLayerPoint(latlng).subtract(this._bounds.min); }
  });

  // Names on the map: elements that are made once and put where they belong when the map rests.
  window.tourNames = function (map, pane) {
    var boxes = {};
    // They would not grow with the map.
    map.on("zoomanim", function () { pane.style.visibility = "hidden"; });
    map.on("zoomend", function () { pane.style.visibility = ""; });
    // Show names, each as { id, at, make }, and no others; make gives the element of a new one.
    return function (names) {
      var shown = {};
      names.forEach(function (one) {
        var box = boxes[one.id];
        if (!box) {
          box = boxes[one.id] = L.DomUtil.create("div", "name-box", pane);
          box.appendChild(one.make());
        }
        shown[one.id] = true;
        box.style.display = "";
        // On the plane: moved in space, as Leaflet has it, each would be a layer of its own to blend.
        var at = map.latLngToLayerPoint(one.at).round();
        box.style.transform = "translate(" + at.x + "px," + at.y + "px)";
      });
      Object.keys(boxes).forEach(function (id) {
        if (!shown[id]) { boxes[id].style.display = "none"; }
      });
    };
  };

  // The world as a square of side 1.
  window.tourWorld = {
    across: function (lon) { return lon / 360 + 0.5; },
    down: function (lat) {
      var sine = Math.sin(lat * Math.PI / 180);
      return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    },
    // Points from one place to another of a row of them, in short pieces that share the row: those in
    // view are drawn. A row of its own for each of 20,000 roads takes longer to make than to draw.
    pieces: function (points, from, to, length, found) {
      for (var at = from; at < to - 2; at += 2 * length) {
        found.push(boxed(points, at, Math.min(at + 2 * length + 2, to)));
      }
    },
    // Add a piece to the pen's path, with no more points than show; gives how many.
    trace: function (pen, piece, scale, corner, step) {
      var points = piece.points, last = piece.to - 2, x0 = Infinity, y0 = Infinity, count = 0;
      for (var i = piece.from; i <= last; i += 2) {
        var x = points[i] * scale - corner.x, y = points[i + 1] * scale - corner.y;
        if (i === piece.from) {
          pen.moveTo(x, y);
        } else if (i < last && Math.abs(x - x0) + Math.abs(y - y0) < step) {
          continue;
        } else {
          pen.lineTo(x, y);
        }
        x0 = x; y0 = y; count += 1;
      }
      return count;
    },
    sees: function (box, scale, corner, size) {
      return box[0] * scale <= corner.x + size.x && box[2] * scale >= corner.x &&
        box[1] * scale <= corner.y + size.y && box[3] * scale >= corner.y;
    }
  };

  function boxed(points, from, to) {
    var x0 = 1, y0 = 1, x1 = 0, y1 = 0;
    for (var k = from; k < to; k += 2) {
      var x = points[k], y = points[k + 1];
      if (x < x0) { x0 = x; }
      if (x > x1) { x1 = x; }
      if (y < y0) { y0 = y; }
      if (y > y1) { y1 = y; }
    }
    return { points: points, from: from, to: to, box: [x0, y0, x1, y1] };
  }

  // Points came as differences on a grid: see adapters/maps/base.py.
  function unpacked(layer, grid) {
    var flats = layer.areas ? [].concat.apply([], layer.parts) : layer.parts;
    var count = flats.reduce(function (sum, flat) { return sum + flat.length; }, 0);
    var all = new Float64Array(count), end = 0, x0 = 0, y0 = 0;
    function place(flat) {
      var x = x0, y = y0;
      for (var i = 0; i < flat.length; i += 2) {
        x += flat[i]; y += flat[i + 1];
        if (i === 0) { x0 = x; y0 = y; }
        all[end + i] = window.tourWorld.across(x / grid);
        all[end + i + 1] = window.tourWorld.down(y / grid);
      }
      end += flat.length;
      return end - flat.length;
    }
    if (!layer.areas) {
      var lines = [];
      layer.parts.forEach(function (flat) {
        window.tourWorld.pieces(all, place(flat), end, PIECE, lines);
      });
      return lines;
    }
    return layer.parts.map(function (rings) {
      var made = rings.map(function (flat) { return boxed(all, place(flat), end); });
      return { rings: made, box: made[0].box };
    });
  }

  // Give the ground of a map. show(looks, water) draws it; looks: layers from below, each with fill,
  // or stroke, width and dash; a layer that is not named is left out. sheet is its canvas, above(draw)
  // what is drawn there after it: null = nothing.
  window.tourGround = function (map, base) {
    var layers = {}, looks = [], water = "", above = null;
    map.createPane("ground").style.zIndex = 402;
    map.getPane("ground").style.pointerEvents = "none";

    function draw(pen, corner, size) {
      var scale = 256 * Math.pow(2, map.getZoom()), world = window.tourWorld;
      pen.fillStyle = water;
      pen.fillRect(0, 0, size.x, size.y);
      looks.forEach(function (look) {
        var shapes = layers[look.name];
        var seen = shapes.filter(function (one) { return world.sees(one.box, scale, corner, size); });
        pen.setLineDash(look.dash || []);
        pen.lineWidth = look.width || 1; pen.strokeStyle = look.stroke || ""; pen.lineJoin = "round";
        if (look.fill) {
          pen.fillStyle = look.fill;
          pen.beginPath();
          seen.forEach(function (one) {
            one.rings.forEach(function (ring) { world.trace(pen, ring, scale, corner, STEP); });
          });
          pen.fill("evenodd");
          return;
        }
        var count = 0;
        pen.beginPath();
        seen.forEach(function (one) {
          count += world.trace(pen, one, scale, corner, STEP);
          if (count > STROKE) { pen.stroke(); pen.beginPath(); count = 0; }
        });
        pen.stroke();
      });
      pen.setLineDash([]);
      if (above) { above(pen, corner, size); }
    }

    var sheet = new window.TourSheet({ pane: "ground", opaque: true, draw: draw });
    return {
      sheet: sheet,
      above: function (draw) { above = draw; },
      show: function (wished, sea) {
        water = sea;
        looks = wished.filter(function (look) { return base[look.name]; });
        looks.forEach(function (look) { // made once: a look changes no point
          layers[look.name] = layers[look.name] || unpacked(base[look.name], base.grid);
        });
        if (map.hasLayer(sheet)) { sheet.redrawSoon(); } else { sheet.addTo(map); }
      }
    };
  };
})();
