// Offers the device's location where there is one; the form works without.
"use strict";

const locate = document.querySelector("[data-locate]");
if (locate && navigator.geolocation) {
  const status = locate.querySelector("[data-locate-status]");
  locate.hidden = false;
  locate.querySelector("button").addEventListener("click", () => {
    status.textContent = "Ihr Standort wird bestimmt …";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        // Three decimals are about 100 metres: enough to find a Quartier, no more.
        const point = { lat: coords.latitude.toFixed(3), lon: coords.longitude.toFixed(3) };
        location.search = new URLSearchParams(point).toString();
      },
      () => { status.textContent = "Der Standort ist nicht verfügbar. Bitte geben Sie Ihre Postleitzahl ein."; },
      { timeout: 10000, maximumAge: 60000 },
    );
  });
}
