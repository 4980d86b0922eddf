(function () {
  "use strict";
  function unfold(element) {
    for (; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") { element.open = true; }
    }
  }
  function unfoldTarget() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) { unfold(target); target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfoldTarget);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("main details").forEach(function (details) { details.open = true; });
  });
  if (window.matchMedia("(max-width: 60rem)").matches) {
    document.querySelectorAll("nav details").forEach(function (details) { details.open = false; });
  }
  unfoldTarget();
}());
