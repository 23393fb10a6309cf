"""Work under way: started and delivered by IT, forecast beside the promise, told in dated updates."""
