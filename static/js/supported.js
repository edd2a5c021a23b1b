// Runs before the page is drawn, so that what only works with JavaScript never flickers.
document.documentElement.classList.add("app-js");
document.body?.classList.add("js-enabled", "nhsuk-frontend-supported");
