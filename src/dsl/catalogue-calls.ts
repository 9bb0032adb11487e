// The codes about what happens on a call: questions to the caller, requests, queues, law, style. Part of the catalogue.
// Not here: syntax, names, types, paths and prompts (catalogue.ts).

import { entry } from './catalogue-entry.ts';

/** FIL501 to FIL801. */
export const callCodes = {
  FIL501: entry(
    'error',
    ['Silence or a wrong key not foreseen', 'Silence ou mauvaise touche non prévus'],
    [
      'Each menu and collect says where silence leads (`on no input`) and where wrong keys lead (`on no match`).',
      'Chaque menu et chaque saisie disent où mènent le silence (`on no input`) et les mauvaises touches (`on no match`).',
    ],
  ),
  FIL502: entry(
    'warning',
    ['Key is the beginning of another', "Touche qui est le début d'une autre"],
    [
      'After such a key we must wait to learn whether more digits follow: the caller feels the delay.',
      "Après une telle touche, il faut attendre de savoir si d'autres chiffres suivent : l'appelant le ressent.",
    ],
  ),
  FIL503: entry(
    'warning',
    ['Too much before the first key', 'Trop long avant la première touche'],
    [
      'A caller remembers about five choices, and 25 seconds of speech.',
      'Un appelant retient environ cinq choix, et 25 secondes de parole.',
    ],
  ),
  FIL504: entry(
    'warning',
    ['Menu out of order, or without a way to an agent', 'Menu désordonné, ou sans accès à un conseiller'],
    [
      'The keys are declared in another order than they are spoken, or no key leads to a person: neither key 0 nor a way to a queue.',
      "Les touches sont déclarées dans un autre ordre que celui du message, ou aucune ne mène à quelqu'un : ni touche 0, ni chemin vers une file.",
    ],
  ),
  FIL505: entry(
    'error',
    ['A secret would be shown', 'Un secret serait révélé'],
    [
      'A secret value may go only into `valid when`, built-in functions, `let`, `run`, and the body or a header of a request.',
      'Une valeur secrète ne peut aller que dans `valid when`, les fonctions intégrées, `let`, `run`, et le corps ou un en-tête de requête.',
    ],
  ),
  FIL601: entry(
    'error',
    ['Request without a time limit', 'Requête sans délai'],
    [
      'Each operation of a service says how long a caller may have to wait for it, repetitions included.',
      "Chaque opération d'un service dit combien de temps un appelant peut l'attendre, répétitions comprises.",
    ],
  ),
  FIL602: entry(
    'warning',
    ['Failure not foreseen here', 'Échec non prévu ici'],
    [
      "A request or transfer can fail. Without outcomes of its own the flow's `on error` takes it; without that either, it is an error.",
      "Une requête ou un transfert peut échouer. Sans issue propre, le `on error` du parcours s'en charge ; sans lui non plus, c'est une erreur.",
    ],
  ),
  FIL603: entry(
    'error',
    ['A command that may be repeated', 'Commande qui peut se répéter'],
    [
      'A command has an effect each time. Inside a loop or `every`, or with `retry`, it may have it twice.',
      'Une commande agit chaque fois. Dans une boucle ou un `every`, ou avec `retry`, elle peut agir deux fois.',
    ],
  ),
  FIL604: entry(
    'error',
    ['Not possible here', 'Impossible ici'],
    [
      'In `on hangup` nobody is on the line any more; in `every` and `connect` the caller is waiting already. Neither can wait or leave.',
      "Dans `on hangup`, plus personne n'est en ligne ; dans `every` et `connect`, l'appelant attend déjà. Ni l'un ni l'autre ne peut attendre ou partir.",
    ],
  ),
  FIL605: entry(
    'error',
    ['Queue with an outcome missing', "File d'attente sans issue prévue"],
    [
      'Each queue says what happens when it is closed, when no agent is there, and after how long the caller leaves it.',
      "Chaque file dit ce qui se passe quand elle est fermée, quand aucun agent n'est là, et au bout de combien de temps on la quitte.",
    ],
  ),
  FIL606: entry(
    'warning',
    ['Long self-service', 'Libre-service trop long'],
    [
      'The longest way through the menus without an agent is over the limit of ten minutes.',
      'Le plus long chemin dans les menus sans conseiller dépasse la limite de dix minutes.',
    ],
  ),
  FIL701: entry(
    'error',
    ['Recording without announcement', 'Enregistrement sans annonce'],
    [
      'On some path nobody told the caller that the call is recorded, nor asked for consent. The law wants one of them first.',
      "Sur un chemin, personne n'a annoncé l'enregistrement ni demandé d'accord. La loi veut l'un des deux d'abord.",
    ],
  ),
  FIL702: entry(
    'error',
    ['Sales call outside the law', 'Appel commercial hors la loi'],
    [
      'A sales call lets the person refuse further calls by a key, and is placed on weekdays from 10 to 13 and from 14 to 20 only.',
      "Un appel commercial permet de refuser les suivants par une touche, et n'a lieu qu'en semaine, de 10 h à 13 h et de 14 h à 20 h.",
    ],
  ),
  FIL801: entry(
    'warning',
    ['Hard to read', 'Difficile à lire'],
    [
      'Names, labels and the length of steps help those who come after. Steps have at most 25 statements, keys have labels.',
      'Les noms, les libellés et la longueur des étapes aident ceux qui viendront après. Une étape a au plus 25 instructions, une touche a un libellé.',
    ],
  ),
} as const;
