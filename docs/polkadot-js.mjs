// Creates a model, submits a sample and takes the deposit back, with @polkadot/api.
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

const { createModel, uploadCoefficients, openModel, addData, refund } = api.tx.collabModel;
const model = (await api.query.collabModel.nextModelId()).toNumber();

// Numbers of the model have nine decimals: 1_000_000_000 is one.
const rules = {
  Classic: {
    learner: { step: { Constant: 1_000_000_000 }, learnBias: false },
    pricing: { SqrtTime: { scale: 60, minimum: 1, unit: UNIT } },
    refundWait: 3,
    ownerWait: 100,
    anyWait: 200,
  },
};
await send(createModel({ numFeatures: 1000, pageLimit: 1, bias: 0, rules }), alice);
await send(uploadCoefficients(model, 0, [1_000_000_000, -500_000_000]), alice);
await send(openModel(model), alice);

console.log('added   ', await send(addData(model, [0, 7, 42], 'Negative', 100n * UNIT), bob));
await send(refund(model, 0), bob).catch((error) => console.log('refused ', error.message));
await new Promise((resolve) => setTimeout(resolve, 5000));
console.log('refunded', await send(refund(model, 0), bob));
console.log('credit  ', (await api.query.collabModel.accounts(model, bob.address)).credit.toNumber());
await api.disconnect();
