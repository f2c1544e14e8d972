import { type Cursor, inside, int32, next, text } from '../../formats/protobuf.ts';
import { type Value, type ValueMap, valueMap } from '../../model/value.ts';
import { pythonVersion, type Surroundings } from './environment.ts';
import type { Tree } from './tree.ts';

/** What the client says of itself. */
export interface Telemetry {
  /** Imports that it noticed, by name: true, or the version where it is said. */
  readonly frameworks: Tree;
  python?: string;
  client?: string;
  /** The service said that the run goes on. */
  resumed?: boolean;
}

/** Number of the field in `Feature`. */
const RESUMED = 5;

export function newTelemetry(): Telemetry {
  return { frameworks: valueMap() };
}

/** Takes a TelemetryRecord; several add up. */
export function addTelemetry(telemetry: Telemetry, field: Cursor): void {
  const c = inside(field);
  while (next(c)) {
    if (c.field === 1 || c.field === 2) {
      const imports = inside(c);
      while (next(imports)) if (imports.wire === 0 && int32(imports) !== 0) addImport(telemetry, imports.field);
    } else if (c.field === 3) {
      const features = inside(c);
      while (next(features)) if (features.field === RESUMED && features.wire === 0) telemetry.resumed = int32(features) !== 0;
    } else if (c.field === 4) telemetry.python = pythonVersion(text(c));
    else if (c.field === 5) telemetry.client = text(c);
    else if (c.field === 6) telemetry.frameworks.huggingface_hub = text(c);
  }
}

/** Takes `_wandb` of a `config.yaml`: telemetry in `t` under the numbers of the fields. */
export function addInternal(telemetry: Telemetry, internal: ValueMap): void {
  const { t } = internal;
  const at = (number: string): Value | undefined =>
    typeof t === 'object' && t !== null && !Array.isArray(t) ? (t as ValueMap)[number] : undefined;
  const client = internal.cli_version ?? at('5');
  const python = internal.python_version ?? at('4');
  if (typeof client === 'string') telemetry.client ??= client;
  if (typeof python === 'string') telemetry.python ??= pythonVersion(python);
  const features = at('3');
  if (Array.isArray(features) && features.some((number) => Number(number) === RESUMED)) telemetry.resumed = true;
  for (const list of [at('1'), at('2')]) if (Array.isArray(list)) for (const number of list) addImport(telemetry, Number(number));
}

function addImport(telemetry: Telemetry, number: number): void {
  const name = IMPORTS[number];
  if (name !== undefined) telemetry.frameworks[name] ??= true;
}

/** Adds what telemetry knows to the surroundings. */
export function withTelemetry(surroundings: Surroundings, telemetry: Telemetry): Surroundings {
  const python = surroundings.environment.python ?? telemetry.python;
  return python === undefined ? surroundings : { ...surroundings, environment: { ...surroundings.environment, python } };
}

/** Packages by number of the field in `Imports`. */
const IMPORTS: Readonly<Record<number, string>> = Object.fromEntries(
  (
    '1:torch 2:keras 3:tensorflow 4:fastai 5:sklearn 6:xgboost 7:catboost 8:lightgbm 9:pytorch_lightning 10:ignite 11:transformers ' +
    '12:jax 13:metaflow 14:allennlp 15:autogluon 16:autokeras 18:catalyst 21:deepchem 22:deepctr 28:pycaret 29:pytorchvideo 30:ray ' +
    '31:simpletransformers 32:skorch 33:spacy 34:flash 35:optuna 36:recbole 37:mmcv 38:mmdet 39:torchdrug 40:torchtext 41:torchvision ' +
    '42:elegy 43:detectron2 44:flair 45:flax 46:syft 47:TTS 48:monai 49:huggingface_hub 50:hydra 51:datasets 52:sacred 53:joblib ' +
    '54:dask 56:paddleocr 57:ppdet 58:paddleseg 59:paddlenlp 60:mmseg 61:mmocr 62:mmcls 63:timm 64:fairseq 65:deepchecks 66:composer ' +
    '67:sparseml 68:anomalib 69:zenml 70:colossalai 71:accelerate 72:merlin 73:nanodet 74:segmentation_models_pytorch ' +
    '75:sentence_transformers 76:dgl 77:torch_geometric 78:jina 79:kornia 80:albumentations 81:keras_cv 82:mmengine 83:diffusers ' +
    '84:trl 85:trlx 86:langchain 87:llama_index 88:stability_sdk 89:prefect 90:prefect_ray 91:pinecone 92:chromadb 93:weaviate ' +
    '94:promptlayer 95:openai 96:cohere 97:anthropic 98:peft 99:optimum 100:evaluate 101:langflow 102:keras_core ' +
    '103:lightning_fabric 104:curated_transformers 105:orjson 106:lightning 107:dspy'
  )
    .split(' ')
    .map((entry) => entry.split(':')),
);
