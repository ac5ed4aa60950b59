// Walks down the page once, as a reader would, so that what loads only when it comes into view is loaded.
async (steps) => {
  for (let step = 0; step < steps; step += 1) {
    window.scrollBy(0, window.innerHeight);
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (window.scrollY + window.innerHeight >= document.documentElement.scrollHeight) break;
  }
  window.scrollTo(0, 0);
};
