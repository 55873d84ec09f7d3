// What: one GET, again and again: at a fixed rate where RATE is set, else by 16 callers as fast as they are answered.
// Who: run by k6 for 'make compare', which reads the file that it writes to OUT.
// Change first: nothing; URL, RATE, SECONDS and OUT are in the environment.
import http from 'k6/http';

const rate = Number(__ENV.RATE || 0);
const duration = `${__ENV.SECONDS}s`;

export const options = {
  discardResponseBodies: true,
  summaryTrendStats: ['med', 'p(99)'],
  scenarios: {
    load: rate > 0
      ? { executor: 'constant-arrival-rate', rate, timeUnit: '1s', duration, preAllocatedVUs: 200, gracefulStop: '2s' }
      : { executor: 'constant-vus', vus: 16, duration, gracefulStop: '2s' },
  },
};

export default function () {
  http.get(__ENV.URL);
}

export function handleSummary(data) {
  const seconds = data.state.testRunDurationMs / 1000;
  const failed = data.metrics.http_req_failed.values;
  return {
    [__ENV.OUT]: JSON.stringify({
      rate: data.metrics.http_reqs.values.count / seconds,
      p50: data.metrics.http_req_duration.values.med,
      p99: data.metrics.http_req_duration.values['p(99)'],
      failed: failed.passes,
      // Absent where none was.
      dropped: data.metrics.dropped_iterations?.values.count ?? 0,
    }),
  };
}
