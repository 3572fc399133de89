// Creates a model under each set of rules, submits samples, takes a deposit back and shows an audit,
// with @polkadot/api.
//
//   collab-node --dev --tmp
//   npm install @polkadot/api && node docs/polkadot-js.mjs ws://127.0.0.1:9944
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
// Comes with @polkadot/api.
import { blake2AsU8a, randomAsU8a } from '@polkadot/util-crypto';

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
const { sealAudit, showAudit } = api.tx.collabModel;
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
// The last number: pages of 512 coefficients that the sample reaches, as `claimPages` tells.
await send(refund(model, 0, 1), bob).catch((error) => console.log('refused ', error.message));
await wait(5);
console.log('refunded', await send(refund(model, 0, 1), bob));
const account = (await api.query.collabModel.accounts(model, bob.address)).unwrap();
console.log('credit  ', account.standing.asClassic.toNumber());

// A robust model is taught before it opens, by samples that anybody can look at. Where a parameter
// is not explained here, the docs of `Robust` in collab-model-core do it. The waits, the gate's samples
// and the rows of an audit are far below their defaults, so that the script ends soon.
const robust = {
  Robust: {
    learner: {
      margin: 120,
      limit: 127,
      learnBias: false,
      tick: 600, // seconds
      leash: 4,
      leashShare: 2,
      sampleLeash: 60,
    },
    // The accuracy at the start is of 65,536: this is 80 %.
    guard: { slope: 3, least: 30, greatest: 480, shift: 8, start: 52_429 },
    pricing: { base: 10n * UNIT, prior: 20, penalty: 4, spanDown: 2, spanUp: 4, window: 128 },
    judgement: { band: 30, keep: 75, wait: 3 }, // percent, seconds
    payouts: {
      contradiction: 12,
      fundShift: 3,
      poolShift: 8,
      flow: 8,
      volume: 24,
      floor: 64,
      life: 1_296_000, // seconds
    },
    gate: { samples: 128, accuracy: 70 }, // percent
    audits: { rows: 25, wait: 3, ratio: 14, confidence: 0, teach: true }, // seconds, tenths, tenths
  },
};
model = await nextModel();
await send(createModel({ numFeatures: 1000, pageLimit: 1, bias: 0, rules: robust }), alice);
// One word for each label, and a second one that comes and goes.
const samples = Array.from({ length: 128 }, (_, i) => [i % 2, 2 + (i % 9)]);
const labels = samples.map(([first]) => (first ? 'Positive' : 'Negative'));
await send(seed(model, samples, labels), alice);
await send(openModel(model), alice);

// The event has the verdict: the released model agrees with the first label, and the deposit is
// locked; it disagrees with the second one, and the deposit goes to the pot. That sample teaches.
const added = await api.query.collabModel.models(model).then((found) => found.unwrap().submitted);
console.log('agreed  ', await send(addData(model, [1, 42], 'Positive', 100n * UNIT), bob));
console.log('opposed ', await send(addData(model, [1, 42], 'Negative', 100n * UNIT), bob));
// A claim on a judged sample reads no page.
await send(refund(model, added, 0), bob).catch((error) => console.log('refused ', error.message));
await wait(5);
// Anybody may ask for it; it is paid to Bob.
console.log('refunded', await send(refund(model, added, 0), alice));

// An audit: rows are sealed now and shown after the wait. The seal is a chain of hashes: the first is
// of a secret number, the model and the number of the audit from 0 on; one for each row follows.
const rows = samples.slice(0, 25);
const truth = labels.slice(0, 25);
const hash = (type, values) => blake2AsU8a(api.createType(type, values).toU8a(), 256);
const nonce = randomAsU8a(32);
const none = hash('([u8; 32], u32, u32)', [nonce, model, 0]);
const byte = (label) => (label === 'Positive' ? 1 : 0);
const sealed = rows.reduce(
  (seal, row, i) => hash('([u8; 32], Vec<u32>, u8)', [seal, row, byte(truth[i])]),
  none,
);
console.log('sealed  ', await send(sealAudit(model, sealed, rows.length), alice));
await wait(5);
// With the last row, events tell what was decided, and that the candidate was released or dropped.
console.log('audited ', await send(showAudit(model, nonce, 0, rows, truth), alice));
await api.disconnect();
