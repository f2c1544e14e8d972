/**
 * Logins and host names that tell nothing of anybody, and words that stand in every record or page: where a login is one
 * of them, it is held back where it is recorded as a login, but the word is not looked for in other texts.
 */
const WORDS = `
admin administrator root user users ubuntu debian fedora centos arch guest demo test tests tester testing default local
localhost localdomain worker workers node nodes main master docker container home data dataset datasets model models
public private nobody vagrant runner runners jovyan colab kaggle sagemaker ec2-user hadoop spark airflow jenkins gitlab
github build builder server client service services daemon system systemd www-data lab labs team group research science
student students staff developer devel debug release anonymous unknown none null true false name host hostname username
login email mail example project projects experiment experiments runs run trial trials train training trainer valid
validation eval evaluation loss accuracy metric metrics step steps epoch epochs batch seed seeds config configs value
values param params parameter parameters output outputs input inputs logs logger tensorboard mlflow wandb lightning hydra
torch pytorch jax keras tensorflow python code script scripts source sources notebook jupyter workspace work scratch
storage cluster compute slurm kubernetes pod gpu cuda cpu titan atlas adam adamw nadam radam lion adagrad rmsprop muon
shampoo sophia bert roberta llama mistral gemma falcon claude phoenix alpaca vicuna orca resnet swin linear cosine
constant warmup dropout attention transformer encoder decoder baseline ablation best last first mean median table page
pages light dark chart charts text link links file files folder path paths type types time date start started ended
finished failed killed running queued pruned status notes tags journal compare comparison comparisons checks docs about
search menu theme print save copy open close more less show hide number numbers count counts total size bytes seconds
minutes hours days week month year commit branch remote program environment package packages artifact artifacts version
summary history system state kind note figure caption column columns index level base site frame head body html span
code pre small strong label button option select form style class aria role width height viewbox polyline circle
rect line path title desc href content charset viewport description`;

const ORDINARY: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));

export function isOrdinary(word: string): boolean {
  return ORDINARY.has(word.toLowerCase());
}
