// What a browser adds to pages that are whole without it: keys, copying, lists that follow what one types, and the
// name of its time zone. Requests are htmx's, which is loaded as soon as somebody comes near what needs it.
(() => {
  "use strict";

  const htmx = document.currentScript.dataset.htmx;
  let coming = false;
  const load = () => {
    if (coming) return;
    coming = true;
    const script = document.createElement("script");
    script.src = htmx;
    script.onerror = () => { coming = false; };
    // It looks for its work when the page is complete, and at no other time.
    if (document.readyState === "complete") document.head.append(script);
    else window.addEventListener("load", () => document.head.append(script), { once: true });
  };
  for (const nearness of ["pointerover", "pointerdown", "focusin"]) {
    document.addEventListener(nearness, (event) => {
      if (event.target.closest && event.target.closest("[hx-boost]")) load();
    }, { passive: true });
  }
  if (document.querySelector("[hx-trigger]")) load();

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) {
    document.cookie = `zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`
      + (location.protocol === "https:" ? "; secure" : "");
  }

  // Going back to a part that was exchanged before this page was loaded.
  window.addEventListener("popstate", (event) => {
    if (event.state && event.state.htmx && !window.htmx) location.reload();
  });

  // What needs a script is hidden until there is one.
  const show = (root) => root.querySelectorAll("[data-script][hidden]").forEach((it) => { it.hidden = false; });
  show(document);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      const was = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = was; }, 2000);
    } catch {
      // The text is selected; the person's own keys copy it.
    }
  });

  // Lists follow what one types.
  let pause;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[role=search]");
    if (!form) return;
    clearTimeout(pause);
    // Without htmx this would be a new page at every pause.
    pause = setTimeout(() => { if (window.htmx) form.requestSubmit(); }, 300);
  });

  // Keys: "/" and "?", and "g" with the letter of a link that names one.
  let going = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "/") {
      const search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "?") {
      const keys = document.getElementById("keys");
      if (keys) { event.preventDefault(); keys.open = true; keys.querySelector("summary").focus(); }
    } else if (event.key === "g") {
      going = Date.now();
      return;
    } else if (Date.now() - going < 1500 && /^[a-z]$/.test(event.key)) {
      const link = document.querySelector(`a[data-key="${event.key}"]`);
      if (link) { event.preventDefault(); link.click(); }
    }
    going = 0;
  });

  // Menus close when one goes elsewhere, or with Escape.
  const closeMenus = (but) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu.contains(but)) return;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(null); });

  // After a part of the page was exchanged, whoever listens to it should be where its message is.
  document.addEventListener("htmx:afterSettle", (event) => {
    show(document);
    const main = document.getElementById("main");
    const first = main && event.detail.target.id === "main" && main.querySelector("[role=alert], [role=status]");
    if (first) { first.tabIndex = -1; first.focus({ preventScroll: false }); }
  });

  // What cannot be a part of this page is gone to as a whole: an answer from elsewhere, such as the provider's sign-in,
  // which the browser keeps from us; and one without the part that was asked for, such as a page that tells of an error.
  const go = (address) => {
    const there = new URL(address, location.href);
    // The same address with a place in it would lead to that place, and be no new page.
    there.hash = "";
    location.assign(there);
  };
  // Told by the request itself, as its element may be gone by then.
  document.addEventListener("htmx:beforeSend", ({ detail: { xhr, requestConfig, pathInfo } }) => {
    xhr.addEventListener("error", () => {
      if (requestConfig.verb === "get") go(pathInfo.finalRequestPath);
      else if (requestConfig.elt.isConnected) requestConfig.elt.submit();
      else go(location.href);
    });
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig, pathInfo } = event.detail;
    const { elt, verb } = requestConfig;
    const part = elt.isConnected && elt.closest("[hx-select]").getAttribute("hx-select");
    if (part && new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector(part)) return;
    event.preventDefault();
    const asked = new URL(pathInfo.finalRequestPath, location.href).href;
    // What was sent is not sent again: it has been answered.
    go(verb === "get" ? asked : xhr.responseURL === asked ? location.href : xhr.responseURL);
  });
})();
