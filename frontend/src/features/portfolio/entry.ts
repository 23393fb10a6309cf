import { graphql } from "react-relay";

/** What the wide table and the list of a phone both show of a place in the portfolio. */
export const ENTRY = graphql`
  fragment entry_place on PortfolioPlace {
    id
    place
    unitPlace
    startMonth
    finishMonth
    aboveCommitLine
    exception
    fillIn
    chance
    late
    chanceText
    chanceUntil
    finishForecast {
      id
      chance
      p50
      p85
      text
      ofPresentData
    }
    goesAhead
    movedSinceRound {
      id
      later
      because
    }
    orderDebt {
      id
      text
      wayOut
    }
    effortDays
    promisedValue {
      amount
      currency
    }
    calibratedValue {
      amount
      currency
    }
    cost {
      amount
      currency
    }
    bindingTeams {
      id
      name
    }
    unit {
      id
      name
    }
    request {
      id
      key
      title
      state
      deadline
      lane
    }
    why {
      text
      constraint
      facts
      wouldHelp
    }
  }
`;
