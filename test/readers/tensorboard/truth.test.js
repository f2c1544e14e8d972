import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseJson } from "../../../src/formats/json.js";
import { isMap, leaves } from "../../../src/model/value.js";
import { tensorboard } from "../../../src/readers/tensorboard/index.js";
import { readFolder, shared } from "../../support/read.js";
const ARCHIVES = ['tensorboard-torch', 'tensorboardX', 'tensorboard-tf2', 'lightning/tensorboard'];
for (const archive of ARCHIVES)
    test(`${archive}: every point and every setting of the seven runs`, async (t) => {
        const folder = shared('rosetta', 'archives', archive);
        const truthFile = shared('rosetta', 'truth.json');
        if (folder === null || truthFile === null)
            return t.skip('NO ROSETTA ARCHIVES BESIDE THE PROJECT: the real runs were not compared');
        const truths = parseJson(fs.readFileSync(truthFile, 'utf8')).runs;
        const { fragments, diagnostics } = await readFolder(folder, tensorboard);
        assert.deepEqual(diagnostics, []);
        const runs = fragments.filter((fragment) => fragment.keys.role === 'run');
        assert.equal(runs.length, truths.length);
        for (const truth of truths)
            compare(truth, fragments, archive);
    });
function compare(truth, fragments, archive) {
    const run = fragments.find(({ keys }) => keys.role === 'run' && `/${keys.directory}/`.includes(`/${truth.key}/`));
    assert.ok(run !== undefined, truth.key);
    const parts = fragments.filter(({ keys }) => keys.role === 'part' && keys.partOf === run.keys.directory);
    for (const [name, points] of Object.entries(truth.series)) {
        const series = run.series.find((one) => one.name === name);
        assert.ok(series !== undefined, `${truth.key} ${name}`);
        assert.deepEqual([...series.step], points.map(([step]) => step));
        assert.deepEqual([...series.value], points.map(([, value]) => Math.fround(number(value))));
        assert.ok(series.time.every((time, i) => time > 1.7e9 && (i === 0 || time >= series.time[i - 1])));
        assert.deepEqual([series.bits, series.rule], [32, 'preempt']);
    }
    const names = run.series.map((series) => series.name).filter((name) => !(name in truth.series));
    assert.deepEqual(names, archive.startsWith('lightning') ? ['epoch'] : []);
    const config = new Map([...leaves(run.facts.config ?? parts[0]?.facts.config ?? {})].map(([key, value]) => [key.replaceAll('/', '.'), value]));
    for (const [key, value] of leaves(truth.config)) {
        const bools = archive === 'tensorboardX' || archive === 'tensorboard-tf2';
        assert.deepEqual(config.get(key), typeof value === 'boolean' && !bools ? Number(value) : text(value), key);
    }
    const { facts } = run;
    if (archive !== 'lightning/tensorboard')
        assert.deepEqual([facts.notes, facts.tags], [truth.notes, truth.tags]);
    if (archive === 'tensorboard-tf2')
        assert.deepEqual([facts.group, facts.status], [truth.group, truth.status]);
    else
        for (const fragment of [run, ...parts])
            assert.equal(fragment.facts.status ?? 'unknown', 'unknown');
    assert.equal(facts.environment?.host, 'lab-01');
}
/** The truth writes numbers that are not finite as text. */
function number(value) {
    return Number(value);
}
/** Writers turn lists and None into Python's text. */
function text(value) {
    if (value === null)
        return 'None';
    return Array.isArray(value) && !isMap(value) ? `[${value.join(', ')}]` : value;
}
test('the real archives of the corpus give the runs that it counts', async (t) => {
    const folder = shared('corpus', 'tensorboard');
    if (folder === null)
        return t.skip('NO CORPUS BESIDE THE PROJECT: the real archives were not read');
    const wanted = {
        'ARM-software+keyword-transformer': [4, 0],
        // log/train and log/validation are one run of Keras, together with log; CORPUS.tsv counts folders.
        'Alwaysproblem+tensorboard-review': [2, 2],
        // Five calls of add_hparams in one folder; CORPUS.tsv counts folders.
        'AtSourav+mnist_jax_w_hparams_GUI': [1, 5],
        'am-rutherford+pymarl': [95, 0],
        'guildai+guildai': [1, 0],
        'janosh+tensorboard-reducer': [9, 0],
        'mlcommons+submissions_algorithms': [40, 0],
    };
    for (const [name, counts] of Object.entries(wanted)) {
        const { fragments, diagnostics } = await readFolder(path.join(folder, name), tensorboard);
        const roles = fragments.map((fragment) => fragment.keys.role);
        assert.deepEqual([roles.filter((role) => role === 'run').length, roles.filter((role) => role === 'part').length], counts, name);
        assert.deepEqual(diagnostics, [], name);
    }
});
