// The flow on which the engine's tests run: every verb, every handler.

/** Fil; its numbers are used by the tests. */
export const source = `
flow accueil {
  entry "+33180001122"
  languages fr-FR
  var numero: Digits?
  var essais: Number = 0
  on hangup { set essais = essais + 1 }
  on error  { say panne  goto conseiller }
  step debut "Accueil" { say bonjour  goto choix }
  step choix "Menu" {
    menu principal {
      prompt menu_principal   retry menu_bis, menu_ter   wait 4s
      key 1 "Conseiller" -> conseiller
      key 2 "Numéro" -> saisie
      key 3 "Pause" { wait 2s  say bonjour  goto choix }
      key 4 "Calcul" -> calcul
      key 12 "Long" -> fin
      on no input after 3 tries -> fin
      on no match after 2 tries -> fin
    }
  }
  step saisie {
    collect saisi: Digits {
      prompt demande   retry demande_bis   length 3..4   end on #   first digit within 5s   between digits 2s
      valid when starts(saisi, "1") else say invalide
      on no input after 1 tries -> fin
      on no match after 2 tries -> fin
    }
    set numero = saisi
    say votre_numero(numero: saisi)
    if length(saisi) is 4 -> conseiller
    goto fin
  }
  step calcul {
    set essais = 1 / essais
    goto fin
  }
  step conseiller {
    queue support {
      priority if call.caller is none then 0 else 10
      greet patientez   music jazz
      after 1min -> fin
      on closed -> ferme
      on no agent -> ferme
    }
    say merci
    hangup
  }
  step ferme { say fermeture hangup }
  step fin { say au_revoir hangup }
}
prompts fr-FR {
  bonjour = "Bonjour."   menu_principal = "Menu."   menu_bis = "Menu bis."   menu_ter = "Menu ter."
  demande = "Votre numéro ?"   demande_bis = "Encore ?"   invalide = "Invalide."
  votre_numero(numero: Digits) = "Votre numéro est le {numero}."
  panne = "Panne."   patientez = "Patientez."   merci = "Merci."   fermeture = "Fermé."   au_revoir = "Au revoir."
}`;
