import type { KeyWords } from '../../model/key-words.ts';
import { namesSeed } from '../../model/seed-key.ts';

const REPETITION =
  /^(repeat|repetition|rep|replicate|replication|rerun|repeat_id|repeat_idx|repetition_id|replicate_id|run_idx|run_number|run_num|run_index)$/;

/** Why a key names a seed or numbers repetitions; null for all others. */
export function seedName(words: KeyWords): string | null {
  if (namesSeed(words)) return 'named as a seed';
  return REPETITION.test(words.last) ? 'numbers repetitions' : null;
}

/** Sections that configure where something runs or how it is logged. */
const SECTIONS =
  /^(wandb|mlflow|comet|comet_ml|neptune|clearml|tensorboard|aim|sacred|logger|loggers|logging|hydra|slurm|launcher|submitit|env_vars|host_?info)$/;
const TRACKERS = /^(wandb|mlflow|comet|neptune|tensorboard|tensorboardx|clearml|hydra|slurm|submitit|swanlab)$/;

/** A name as a whole word from a list, where `|` parts the words. */
function names(...lists: readonly string[]): RegExp {
  return new RegExp(`^(${lists.join('|')})$`);
}

const RULES: readonly [why: string, name: RegExp][] = [
  [
    'names or numbers the run',
    names(
      '(run|exp|expt|experiment|job|trial|project|session|sweep|group|study|version|log)_(name|id|title|tags?|label|uid|uuid|number|num|no|idx|index|prefix|suffix|version)',
      'run|exp|expt|experiment|project|entity|team|workspace|id|uid|uuid|guid|tags?|notes?|comments?|description|desc|job_type|sweep|run_group|trial|name_suffix|name_prefix|suffix',
    ),
  ],
  ['names a person', names('user|username|user_name|user_id|author|owner|e_?mail')],
  [
    'host, port or process',
    names(
      '(.*_)?(host|hostname|port|url|uri)|host_name|nodename|node_name|node_?list|machine|machine_name|server|ip|ip_address|(master|server)_addr(ess)?|endpoint',
      'init_method|dist_backend|distributed_backend|pid|ppid|process_id|task_pid',
    ),
  ],
  [
    'rank or device of a process',
    names(
      '((local|global|node|world|process|proc|worker|dp|tp|pp|ddp|distributed|machine)_)?(rank|process_index)',
      '(cuda_)?devices?_?(ids?|index|idx|name)|device|gpu|gpu_?(ids?|idx|index|num)|cuda_?(device|devices|ids?|visible_devices)|visible_devices',
      'cuda|no_cuda|(use|no)_(cuda|gpu|cpu|mps)|cpu|accelerator|is_main_process',
    ),
  ],
  [
    'a time or date',
    names(
      'time|date|datetime|now|today|(.*_)?(timestamp|datetime)',
      '(start|end|begin|finish|launch|create|creation|run|exp)(ed)?_?(time|date|at|on|ts)|created|started|finished|launched',
    ),
  ],
  [
    'logging, saving or display',
    names(
      'verbose|verbosity|quiet|silent|loglevel|logdir|(no|use|enable|disable|do|with)_(log|logs|logging|logger|save|plot|plots|print|tqdm|progress_bar|checkpointing|model_summary|render|profiler)',
      'log_(level|dir|every|interval|freq|frequency|period|steps?|file|path|iters?|grads?|gradients|weights|images?|model|media|epochs?|every_n.*|metrics|console|backend|type|on_.*)|logging(_.*)?|logger(_.*)?',
      '(print|report|display|save|saving|plot|vis|visuali[sz]e|viz|render|dump|record|summary|tb|show|write|checkpoint|checkpointing|ckpt)_(every|interval|freq|frequency|period|steps?|iters?|epochs?|models?|best|last|top_k|total_limit|strategy|code|results?|images?|plots?|figures?|videos?|weights|checkpoints?|every_n.*|limit|logs?|on_.*|safetensors|only.*|to)',
      'verbose_.*|save(_.*)?|print|plot|render|visuali[sz]e|(.*_)?(log|print|save|report|checkpoint)_every(_.*)?|log_every_n_steps|.*progress_bar(_.*)?|tqdm|num_sanity_val_steps|profiler|report_to|push_to_hub.*|hub_.*',
    ),
  ],
  [
    'how the run was launched',
    names(
      'cmd|command|command_line|argv|cli_args|launcher|resume|auto_resume|overwrite|overwrite_.*|dry_?run|offline',
      '(.*_)?(num_workers|n_workers|pin_memory|persistent_workers|prefetch_factor)|n_jobs|(.*_)?num_proc|nthreads|job_timeout',
    ),
  ],
  [
    'the code or the environment, which are told apart',
    names(
      '(git|code|repo|source)_(hash|sha|commit|branch|version|rev|revision|diff|dirty|url|tag|state|info)|git|commit|commit_?(id|hash|sha)|branch|sha|dirty|(docker_)?image_tag|docker_image|container|platform|os',
      '(python|torch|pytorch|tensorflow|tf|jax|keras|transformers|lightning|pytorch_lightning|cuda|cudnn|numpy|sklearn|package|library|lib|diffusers|accelerate|datasets|framework|software|driver|peft)_version',
    ),
  ],
];

/** Why a name says that the key tells nothing of the experiment; null where it does not. */
export function volatileName({ sections, last, words }: KeyWords): string | null {
  const section = sections.find((part) => SECTIONS.test(part));
  if (section !== undefined) return `under ${section}`;
  if (words.some((word) => TRACKERS.test(word))) return 'settings of a tracker';
  for (const [why, name] of RULES) if (name.test(last)) return why;
  return null;
}

const OUTPUT = names(
  'outputs?|out|saves?|saved|logs?|logging|results?|work|working|workdir|runs?|cache|tmp|temp|exp|experiments?|job|default|root|home|base|project',
  'artifacts?|export|dump|store|storage|snapshots?|plots?|figures?|summary|tb|tensorboard|events|user|local|scratch|logdir|savedir|outdir|outputdir',
);
const INPUT = names(
  'data|datasets?|train|training|val|valid|validation|test|eval|corpus|inputs?|source|pretrained|init|initial|load|from|restore|teacher|tokenizer|vocab',
  'embeddings?|backbone|features|labels|annotations|images?|audio|text|prompts?|datadir|dataroot|datapath',
);
const PLACE = names(
  'dirs?|subdirs?|directory|folders?|paths?|files?|filename|filepath|dirname|root|logdir|savedir|outdir|workdir|outputdir|datadir|dataroot|datapath|cwd|pwd',
);

/** A name that stands for a place: of something that is read, which may be what differs, or of something that is written. */
export function placeName({ sections, words }: KeyWords): 'input' | 'output' | null {
  const section = sections.some((part) => /^((file_?)?paths?|dirs|directories|folders)$/.test(part));
  if (!section && !words.some((word) => PLACE.test(word))) return null;
  if (words.some((word) => INPUT.test(word))) return 'input';
  if (section) return 'output';
  if (words.some((word) => OUTPUT.test(word))) return 'output';
  const holder = words.some((word) => /^(dirs?|directory|folders?|dirname)$/.test(word));
  return holder && !words.includes('model') ? 'output' : 'input';
}
