// The movable map, on demand. Without this script, and until somebody asks for it, the drawing
// from the server does. Nothing is loaded from another host before a click on "Hintergrundkarte".
"use strict";

const drawing = document.querySelector("[data-karte]");
const tools = document.querySelector("[data-karte-tools]");
if (drawing && tools) start(drawing, tools);

function start(drawing, tools) {
  const part = (name) => tools.querySelector(`[data-karte-${name}]`);
  const say = (text) => { part("status").textContent = text; };
  tools.hidden = false;
  part("open").addEventListener("click", async () => {
    say("Die Karte wird geladen …");
    try {
      const [, rows] = await Promise.all([loadLeaflet(drawing.dataset), loadRows(drawing.dataset.geojson)]);
      const map = show(drawing, rows);
      part("open").hidden = true;
      part("note").hidden = part("base").hidden = false;
      part("base").addEventListener("click", () => addBase(map, drawing.dataset, part, say), { once: true });
      map.getContainer().focus();
      say("Sie können die Karte jetzt verschieben und vergrößern, auch mit Pfeiltasten, Plus und Minus.");
    } catch {
      say("Die Karte ließ sich nicht laden. Bitte versuchen Sie es später noch einmal.");
    }
  });
}

function loadLeaflet({ leaflet, leafletCss }) {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = leafletCss;
  const script = document.createElement("script");
  script.src = leaflet;
  const both = [sheet, script].map((element) => new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
  }));
  // Before our own sheets, so that they win.
  document.head.prepend(sheet);
  document.head.append(script);
  return Promise.all(both);
}

async function loadRows(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

function show(drawing, rows) {
  const box = document.createElement("div");
  box.className = "karte-live";
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", drawing.getAttribute("aria-label"));
  drawing.parentElement.append(box);
  drawing.toggleAttribute("hidden", true);
  const map = L.map(box, { scrollWheelZoom: false, zoomControl: false, zoomSnap: 0.25, maxZoom: 18 });
  L.control.zoom({ zoomInTitle: "Vergrößern", zoomOutTitle: "Verkleinern" }).addTo(map);
  map.attributionControl.setPrefix(false);
  const layer = L.geoJSON(rows, {
    style,
    pointToLayer: (feature, place) => L.circleMarker(place, { radius: 8 }),
    onEachFeature: (feature, area) => area.bindPopup(() => popup(feature.properties), { closeButton: false }),
  }).addTo(map);
  // The shapes exist once the map shows something.
  map.fitBounds(layer.getBounds().pad(0.05));
  layer.eachLayer(makeReachable);
  return map;
}

// The same fillings as the drawing; the hatching lives in the legend.
const KINDS = { laufend: "running", abgeschlossen: "finished" };
function style({ properties }) {
  const kind = KINDS[properties.stand] || "none";
  return { className: `karte__area karte__area--${kind}`, weight: 1.5, fillOpacity: 0.6, fillColor: "url(#legende-hatch)" };
}

function popup(row) {
  const text = document.createElement("div");
  const link = document.createElement("a");
  link.href = new URL(row.adresse).pathname;
  link.textContent = row.name;
  text.append(link, document.createElement("br"), row.kommune);
  return text;
}

// Leaflet draws areas that only a mouse can reach.
function makeReachable(area) {
  const shape = area.getElement();
  if (!shape) return;
  shape.setAttribute("tabindex", "0");
  shape.setAttribute("role", "button");
  shape.setAttribute("aria-label", area.feature.properties.name);
  shape.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      area.openPopup();
      area.getPopup().getElement().querySelector("a").focus();
    }
  });
}

function addBase(map, { basemap, attribution }, part, say) {
  const tiles = L.tileLayer(basemap, { attribution, maxZoom: 18 });
  tiles.once("tileerror", () => say("Die Hintergrundkarte antwortet nicht. Die Flächen sehen Sie trotzdem."));
  tiles.addTo(map);
  part("base").hidden = part("note").hidden = true;
  say("Die Hintergrundkarte wird geladen.");
}
