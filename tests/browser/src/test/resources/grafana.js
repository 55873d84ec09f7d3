// What: what the page of a dashboard shows, taken in one moment: each panel, and errors outside of panels.
// Who: run in the page by RenderedDashboard, which judges it.
// Change first: nothing but the selectors, when GRAFANA_IMAGE in .env changes.
() => {
  // @grafana/e2e-selectors 12.3.0, components.Panels.Panel: title, content, status, PanelDataErrorMessage. That a title's
  // element is a section and holds the others, and that every status is 'error', is from PanelChrome and PanelStatus of
  // @grafana/ui 12.3.0; items of a header have ids that begin like a title's, and are no sections.
  const titleId = 'data-testid Panel header ';
  const panel = `section[data-testid^="${titleId}"]`;
  const content = '[data-testid="data-testid panel content"]';
  const status = '[data-testid="data-testid Panel status error"]';
  const message = '[data-testid="data-testid Panel data error message"]';
  // components.Panels.Panel.loadingBar is no test id: LoadingBar has it as its aria-label, in the language of the page.
  const loadingBar = '[aria-label="Panel loading bar"]';
  // components.Alert.alertV2('error'): an exception in a panel, and what pops up in a corner of the page.
  const alert = '[data-testid="data-testid Alert error"]';

  const text = (element) => element.textContent.trim();
  const texts = (root) => [...root.querySelectorAll('*')].filter((e) => e.childElementCount === 0).map(text).filter(Boolean);
  // The roles are those of react-data-grid, which draws tables in Grafana 12.
  const emptyTables = (root) => [...root.querySelectorAll('[role="grid"], [role="treegrid"], [role="table"]')]
    .filter((table) => !table.querySelector('[role="gridcell"], [role="cell"]')).map(() => 'a table without rows');

  return {
    panels: [...document.querySelectorAll(panel)].map((section) => {
      const body = section.querySelector(content);
      return {
        title: section.dataset.testid.slice(titleId.length),
        hasErrorStatus: section.querySelector(status) !== null,
        alerts: [...section.querySelectorAll(alert)].map(text),
        messages: [...section.querySelectorAll(message)].map(text).concat(emptyTables(section)),
        texts: body === null ? [] : texts(body),
        // Without anything in it, the panel has not had its first answer: VizPanelRenderer of @grafana/scenes draws nothing before.
        isLoading: section.querySelector(loadingBar) !== null || body === null || body.childElementCount === 0,
      };
    }),
    alerts: [...document.querySelectorAll(alert)].filter((element) => !element.closest(panel)).map(text),
  };
}
