// What: keeps the texts that a page draws on a canvas, so that perses.js can read them.
// Who: run in each page of Perses before its own scripts.
(() => {
  const context = CanvasRenderingContext2D.prototype;
  const { clearRect, fillText } = context;
  // A chart is cleared and drawn again as a whole.
  context.clearRect = function (...area) {
    this.canvas.drawnTexts = [];
    return clearRect.apply(this, area);
  };
  context.fillText = function (text, ...place) {
    (this.canvas.drawnTexts ??= []).push(text);
    return fillText.call(this, text, ...place);
  };
})();
