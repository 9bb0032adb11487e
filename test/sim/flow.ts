// The flow that simulated callers hear: two queues, one of which needs a skill and one that has something to say before the bridge, a
// menu that leads everybody somewhere, callbacks, and an end to every wait.

/** The number that callers dial. */
export const called = '+33180001122';

/** The number outside to which some are transferred. */
export const outside = '+33180001177';

export const source = `
flow standard {
  entry "${called}"
  languages fr-FR
  var client: Digits?
  var passages: Number = 0
  on hangup { set passages = passages + 1 }
  on error  { say panne  goto support }
  step debut { announce enregistre  recording start  say bonjour  goto choix }
  step choix {
    menu principal {
      prompt menu_principal   retry menu_bis   wait 4s
      key 1 -> support
      key 2 -> ventes
      key 3 -> identification
      key 4 -> dehors
      key 5 { wait 2s  say bonjour  goto ventes }
      on no input after 2 tries -> support
      on no match after 3 tries -> fin
    }
  }
  step identification {
    collect numero: Digits {
      prompt demande   length 2..3   end on #   first digit within 5s   between digits 2s
      on no input after 2 tries -> ventes
      on no match after 2 tries -> fin
    }
    set client = numero
    say votre_numero(numero: numero)
    goto ventes
  }
  step support {
    queue support {
      priority if call.caller is none then 0 else 10
      require skill(fibre, 2) for 10s then speaks(fr-FR)
      greet patientez
      every 15s { say rang(rang: waiting.position, attente: waiting.estimate) }
      after 45s -> debordement
      on closed, no agent -> fin
    }
    say merci
    hangup
  }
  step debordement {
    send sms debordement(restent: callers(ventes)) to "+33611111111"
    schedule callback to "${outside}" in ventes
    queue ventes {
      music jazz
      after 30s -> fin
      on closed, no agent -> fin
    }
    hangup
  }
  step ventes {
    queue ventes {
      priority if client is none then 0 else 5
      greet patientez   music jazz
      connect { tell appel_entrant  say mise_en_relation }
      after 1min -> fin
      on closed, no agent -> fin
    }
    say merci
    hangup
  }
  step dehors {
    transfer to "${outside}" {
      timeout 15s
      on busy, no answer -> ventes
      on failure -> fin
    }
    say merci
    goto support
  }
  step fin {
    voicemail mot in support { prompt laissez_message   max 20s   silence 3s   end on #   beep   on no input -> parti }
    goto parti
  }
  step parti { say au_revoir hangup }
}
prompts fr-FR {
  bonjour = "Bonjour, vous êtes bien au standard."   menu_principal = "Support, tapez 1, ventes, tapez 2."   menu_bis = "Tapez 1 ou 2."
  enregistre = "Cet appel est enregistré."   laissez_message = "Laissez un message."
  demande = "Votre numéro ?"   votre_numero(numero: Digits) = "Votre numéro est le {numero}."
  appel_entrant = "Appel entrant."   mise_en_relation = "Je vous passe quelqu'un."
  panne = "Panne."   patientez = "Patientez."   merci = "Merci."   au_revoir = "Au revoir."
  rang(rang: Number, attente: Duration) = "Rang {rang}, {attente}."   debordement(restent: Number) = "Débordement, {restent}."
}`;
