// One flow with every statement of the language, for tests that walk through all of it.

/** Fil; the flow is `tout`. */
export const everything = `
record Client { id: Digits nom: Text solde: Money? }
enum Motif { accueil "Accueil" delai "Délai" }
hours agence timezone "Europe/Paris" { lun..ven 08:30..19:00  sam 09:00..12:30  holidays fr-FR  closed 2026-12-24 "Noël" }
service crm {
  base url config("crm.url")
  query trouver(id: Digits) -> Client? { get "/clients/{id}" timeout 2s retry 1 times }
  command noter(note: Number) { post "/notes" body { note: note } timeout 3s }
}
question motif: Motif { prompt from keys  barge-in keep
  key 1 "Accueil" { return accueil } key 2 "Délai" { return delai } }
question note_sur_dix: Score(0..10) { prompt q  retry bis  length 1..2  end on # }
subflow verifier(a: Number) -> Number {
  var essais: Number = 0
  on error { return 0 }
  on hangup { track dedans() return 0 }
  step v { set essais = essais + 1  say tour(n: a + essais)
    collect code: Digits { prompt q  secret  length 4  end on #  valid when luhn(code) else say bis
      on no input after 2 tries { return 0 }  on no match after 2 tries -> w }
    return a }
  step w { wait 2s  let r = 1 / (essais - 1)  return r }
}
script fiche(qui: Text) -> Number { languages fr-FR, en-GB
  step s { tell bonjour  let m = ask motif  on objection "Non" { return 0 }  return 1 } }
flow tout {
  entry "+33180001122"   languages fr-FR, en-GB
  var client: Client?   var n: Number = 0   var liste: List<Number> = [3, 5]
  on hangup { track parti(n: n)  request crm.noter(note: n)  send sms tour(n: n) to "+33611111111" }
  on error { say panne  goto attente }
  on limit after 5min { say panne  goto messagerie }
  step debut {
    announce bonjour
    if not open(agence) { say rouvre(d: next_open(agence)) }
    split ab by call.caller { 50% x { goto choix } 50% y { say bonjour } }
    goto choix
  }
  step choix {
    menu m { prompt from keys  retry q, bis  wait 4s  barge-in keep
      key 1 "Client" -> identite  key 12 "Long" -> note  key 2 "Code" { let v = run verifier(a: 2)  set n = v  again }
      key 3 "Boucle" { repeat up to 3 times { set n = n + 0.1  say tour(n: n)  if n > 5 { leave } } else { set n = 0 }  again }
      key 4 "Liste" when n < 100 { for each x in liste { say tour(n: x * 1.5) }  again }
      key 5 "Autre" { language en-GB  again }
      key 6 "Transfert" -> transfert  key 0 "Agent" -> attente
      on no input after 3 tries -> attente  on no match after 3 tries { say bis  again }
    }
  }
  step identite {
    collect numero: Digits { prompt q  length 2..4  end on #  on no input, no match after 2 tries -> attente }
    let trouve = request crm.trouver(id: numero) { on timeout -> attente  on failure -> attente }
    if trouve is none { say panne  goto attente }
    set client = trouve
    if trouve.solde is not none { say solde(m: trouve.solde * 1.2 + 3 EUR, d: today()) }
    goto choix
  }
  step note {
    let s = ask note_sur_dix { on no input after 2 tries -> attente  on no match after 2 tries -> attente }
    let pourquoi = ask motif { on no input, no match -> attente }
    track avis(note: s, motif: pourquoi)
    choose s { 0..6 -> attente  9..10 { say bonjour  goto choix }  otherwise -> choix }
  }
  step attente {
    queue conseillers {
      priority if client is none then n else 10
      require skill(fibre, 3) and speaks(call.language) for 60s then speaks(fr-FR)
      greet bonjour  music jazz
      every 30s { set n = n + 1  say rang(n: waiting.position, d: waiting.estimate) }
      offer q when waiting.estimate > 4min after 10s { key 1 "Rappel" -> rappel  key 2 "Non" { set n = n + 1  say bis } }
      after 1min { collect k: Digits { prompt q length 1 on no input, no match -> messagerie } if k is "9" -> rappel }
      after 10min -> messagerie
      connect { tell bonjour  announce bonjour  recording start  run fiche(qui: call.agent default "?") }
      on closed, full -> messagerie
      on no agent -> messagerie
    }
    goto choix
  }
  step rappel { if call.caller is none -> messagerie
    request consent.give(to: call.caller, purpose: sales)  request consent.refuse(to: call.caller)
    schedule callback to call.caller in conseillers at now() + 2h
    send email rouvre(d: next_open(agence)) to "a@b.fr"
    hangup }
  step transfert { transfer to "+33199999999" { timeout 20s  on busy -> messagerie  on no answer, failure -> attente }  goto choix }
  step messagerie { voicemail mot { prompt q  max 1min  end on #  on no input -> fin }  goto fin }
  step fin { say bonjour  hangup }
}
prompts fr-FR {
  bonjour = "Bonjour."  panne = "Panne."  q = "Question ?"  bis = "Encore ?"  tour(n: Number) = "Tour {n}."
  rouvre(d: DateTime) = "Nous rouvrons {d}."   solde(m: Money, d: Date) = "Le {d} : {m}."
  rang(n: Number, d: Duration) = choose n { 1 -> "Vous êtes le prochain." otherwise -> "Vous êtes {n as ordinal}, {d}." }
}
prompts en-GB {
  bonjour = "Hello."  panne = "Fault."  q = "Question?"  bis = "Again?"  tour(n: Number) = "Round {n}."
  rouvre(d: DateTime) = "We open {d}."   solde(m: Money, d: Date) = "On {d}: {m}."
  rang(n: Number, d: Duration) = choose n { 1 -> "You are next." otherwise -> "You are {n as ordinal}, {d}." }
}`;
