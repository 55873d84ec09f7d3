// What: what the page of a dashboard of Perses shows, taken in one moment: each panel, and errors outside of panels.
// Who: run in the page by RenderedDashboard, which judges it.
// Change first: nothing but the selectors, when the release of Perses in infra/perses changes.
() => {
  // Panel, PanelHeader, PanelActions and PanelContent of @perses-dev/dashboards 0.52.0.
  const panel = '[data-testid="panel"]';
  const title = 'header .MuiTypography-subtitle1';
  const error = '[aria-label="panel errors"]';
  const loading = '[role="progressbar"], .MuiSkeleton-root';
  const alert = '[role="alert"]';

  const text = (element) => element.textContent.trim();
  const texts = (root) => [...root.querySelectorAll('*')].filter((e) => e.childElementCount === 0).map(text).filter(Boolean);
  const emptyTables = (root) => [...root.querySelectorAll('table')]
    .filter((table) => !table.querySelector('tbody td')).map(() => 'a table without rows');

  return {
    panels: [...document.querySelectorAll(panel)].map((section) => {
      const body = section.querySelector('figure');
      return {
        title: text(section.querySelector(title)),
        hasErrorStatus: section.querySelector(error) !== null,
        alerts: body === null ? [] : [...body.querySelectorAll(alert)].map(text),
        messages: body === null ? [] : emptyTables(body),
        texts: body === null ? [] : texts(body),
        drawn: body === null ? [] : [...body.querySelectorAll('canvas')].flatMap((canvas) => canvas.drawnTexts ?? []),
        isLoading: section.querySelector(loading) !== null || body === null || body.childElementCount === 0,
      };
    }),
    alerts: [...document.querySelectorAll(alert)].filter((element) => !element.closest(panel)).map(text),
  };
}
