// What: visits of a shop at a steady rate: most visitors browse, some buy, some make mistakes, a few are slow.
// Who: run by k6 as the service 'load' of compose; GATEWAY_URL, LOAD_RATE and LOAD_DURATION are in its environment.
// Change first: the shares in 'visits'.
import http from 'k6/http';
import { check, sleep } from 'k6';

const gateway = __ENV.GATEWAY_URL || 'http://127.0.0.1:8000';
const json = { headers: { 'Content-Type': 'application/json' } };

export const options = {
  discardResponseBodies: true,
  summaryTrendStats: ['med', 'p(95)', 'p(99)'],
  scenarios: {
    visits: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.LOAD_RATE || 5),
      timeUnit: '1s',
      duration: __ENV.LOAD_DURATION || '24h',
      preAllocatedVUs: 20,
      maxVUs: 100,
    },
  },
};

const any = (from, to) => from + Math.floor(Math.random() * (to - from + 1));
const answered = (response, ...statuses) => check(response, { answered: (r) => statuses.includes(r.status) });

function browse() {
  answered(http.get(`${gateway}/api/products`), 200);
  answered(http.get(`${gateway}/api/products/${any(1, 5)}`, { tags: { name: 'product' } }), 200);
}

function account() {
  answered(http.get(`${gateway}/api/users/${any(1, 2)}`, { tags: { name: 'user' } }), 200);
}

// The provider declines one of two cards; the shop refuses sold-out products.
function buy(card) {
  const order = { userId: any(1, 2), productId: any(1, 5), quantity: 1, payment: { card } };
  answered(http.post(`${gateway}/api/checkout`, JSON.stringify(order), json), 201, 402, 409);
}

function mistake() {
  const choice = any(1, 3);
  if (choice === 1) answered(http.get(`${gateway}/api/products/424242`, { tags: { name: 'product' } }), 404);
  if (choice === 2) answered(http.get(`${gateway}/no/such/page`), 404);
  if (choice === 3) answered(http.post(`${gateway}/api/checkout`, '{"quantity":0}', json), 400);
}

// A visitor who pauses between two pages.
function slowly() {
  browse();
  sleep(any(1, 4));
  account();
}

const visits = [
  { share: 60, visit: browse },
  { share: 15, visit: account },
  { share: 12, visit: () => buy('4242424242424242') },
  { share: 3, visit: () => buy('4000000000000002') },
  { share: 7, visit: mistake },
  { share: 3, visit: slowly },
];

export default function () {
  let at = Math.random() * 100;
  for (const { share, visit } of visits) {
    at -= share;
    if (at < 0) {
      visit();
      return;
    }
  }
}
