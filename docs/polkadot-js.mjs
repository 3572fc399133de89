// Creates a model under each kind of rules, submits a sample and takes the deposit back, with
// @polkadot/api.
//
//   collab-node --dev --tmp
//   npm install @polkadot/api && node docs/polkadot-js.mjs ws://127.0.0.1:9944
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';

const UNIT = 10n ** 12n;
const provider = new WsProvider(process.argv[2] ?? 'ws://127.0.0.1:9944');
const api = await ApiPromise.create({ provider, noInitWarn: true });
const keyring = new Keyring({ type: 'sr25519' });
const [alice, bob] = ['//Alice', '//Bob'].map((uri) => keyring.addFromUri(uri));

/// Resolves with the model's events once the call is in a block, rejects with the error's text.
const send = (call, who) =>
  new Promise((resolve, reject) => {
    call
      .signAndSend(who, ({ status, dispatchError, events }) => {
        if (dispatchError?.isModule) {
          const { section, name, docs } = api.registry.findMetaError(dispatchError.asModule);
          reject(new Error(`${section}.${name}: ${docs.join(' ')}`));
        } else if (dispatchError) {
          reject(new Error(dispatchError.toString()));
        } else if (status.isInBlock) {
          const ours = events.filter(({ event }) => event.section === 'collabModel');
          resolve(ours.map(({ event }) => JSON.stringify(event.toHuman().data)).join(' '));
        }
      })
      .catch(reject);
  });

const { createModel, uploadCoefficients, seed, openModel, addData, refund } = api.tx.collabModel;
const nextModel = async () => (await api.query.collabModel.nextModelId()).toNumber();
const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

// Numbers of the model have nine decimals: 1_000_000_000 is one.
const classic = {
  Classic: {
    learner: { step: { Constant: 1_000_000_000 }, learnBias: false },
    pricing: { SqrtTime: { scale: 60, minimum: 1, unit: UNIT } },
    refundWait: 3,
    ownerWait: 100,
    anyWait: 200,
  },
};
let model = await nextModel();
await send(createModel({ numFeatures: 1000, pageLimit: 1, bias: 0, rules: classic }), alice);
await send(uploadCoefficients(model, 0, [1_000_000_000, -500_000_000]), alice);
await send(openModel(model), alice);

console.log('added   ', await send(addData(model, [0, 7, 42], 'Negative', 100n * UNIT), bob));
await send(refund(model, 0), bob).catch((error) => console.log('refused ', error.message));
await wait(5);
console.log('refunded', await send(refund(model, 0), bob));
console.log('credit  ', (await api.query.collabModel.accounts(model, bob.address)).credit.toNumber());

// A robust model is taught before it opens, by samples that anybody can look at. The accuracies of
// the guard are parts of 65,536, those of the gate percent.
const robust = {
  Robust: {
    learner: {
      margin: 120,
      limit: 127,
      learnBias: false,
      guard: { slope: 3, least: 30, greatest: 480, shift: 8, start: 52_429 },
    },
    pricing: { base: 10n * UNIT, prior: 20, penalty: 4, span: 4, window: 128 },
    judgement: { band: 30, wait: 3, expiry: 100 },
    payouts: { undecidedFee: 50, finderShare: 5, contradiction: 12, bonusShift: 8 },
    gate: { samples: 128, accuracy: 70 },
  },
};
model = await nextModel();
await send(createModel({ numFeatures: 1000, pageLimit: 1, bias: 0, rules: robust }), alice);
// One word for each label, and a second one that comes and goes.
const samples = Array.from({ length: 128 }, (_, i) => [i % 2, 2 + (i % 9)]);
const labels = samples.map(([first]) => (first ? 'Positive' : 'Negative'));
await send(seed(model, samples, labels), alice);
await send(openModel(model), alice);

console.log('added   ', await send(addData(model, [1, 42], 'Positive', 100n * UNIT), bob));
await wait(5);
// The verdict is final. If the model is not sure of the sample, half of the deposit is lost.
console.log('settled ', await send(refund(model, 0), bob));
await api.disconnect();
