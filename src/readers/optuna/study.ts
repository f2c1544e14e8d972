import type { Status } from '../../model/fragment.ts';
import type { Value } from '../../model/value.ts';
import type { Distribution } from './distribution.ts';
import type { Stamp } from './time.ts';

/** A study as both storages tell it, before its trials are put into the words of fragments. */
export interface Study {
  readonly name: string;
  /** One for each objective, in order; undefined where none was set. */
  readonly directions: ('minimize' | 'maximize' | undefined)[];
  readonly userAttributes: Map<string, Value>;
  readonly systemAttributes: Map<string, Value>;
  /** In the order in which they were created. */
  readonly trials: Trial[];
}

export interface Trial {
  /** Counts from 0 in each study: the name by which people know a trial. */
  readonly number: number;
  /** The storage's own id. */
  readonly id: number;
  status: Status;
  start: Stamp | undefined;
  end: Stamp | undefined;
  readonly params: Map<string, Value>;
  readonly distributions: Map<string, Distribution>;
  /** By objective. */
  readonly values: (number | undefined)[];
  /** Step → what the trial reported there while it ran; a later report of a step replaces the earlier one, as in Optuna. */
  readonly reports: Map<number, number>;
  readonly userAttributes: Map<string, Value>;
  readonly systemAttributes: Map<string, Value>;
}

export function newStudy(name: string): Study {
  return { name, directions: [], userAttributes: new Map(), systemAttributes: new Map(), trials: [] };
}

export function newTrial(number: number, id: number, status: Status): Trial {
  return {
    number,
    id,
    status,
    start: undefined,
    end: undefined,
    params: new Map(),
    distributions: new Map(),
    values: [],
    reports: new Map(),
    userAttributes: new Map(),
    systemAttributes: new Map(),
  };
}
